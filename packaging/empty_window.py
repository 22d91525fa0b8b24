"""An empty window of PySide6, frozen in the same way: what the program's size and start are measured by."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.resize(1280, 720)
    window.show()
    sys.exit(application.exec())
