"""Where the other windows open."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget

from clerk_app.gui.own_window import FRAME, OwnWindow, lay
from tests.gui.conftest import InFront


def test_lay__smaller_than_the_main_window__is_over_its_middle(in_front: InFront) -> None:
    main, own = QWidget(), QMainWindow()
    main.resize(900, 600)
    in_front(main)
    lay(own, main, QSize(300, 200))
    apart = own.geometry().center() - main.frameGeometry().center()
    assert own.size() == QSize(300, 200)
    assert abs(apart.x()) <= FRAME.width()
    assert abs(apart.y()) <= FRAME.height()


def test_lay__larger_than_the_screen_or_over_its_edge__is_whole_on_it(in_front: InFront) -> None:
    main, own = QWidget(), QMainWindow()
    in_front(main)
    room = main.screen().availableGeometry()
    main.move(room.bottomRight())
    for size in (QSize(300, 200), room.size() * 2):
        lay(own, main, size)
        assert room.contains(own.geometry())


def test_enter__on_a_button__presses_it(in_front: InFront) -> None:
    main = QWidget()
    main.show()
    own = OwnWindow(main)
    button = QPushButton("关闭", own)
    button.clicked.connect(own.close)
    own.setCentralWidget(button)
    in_front(own)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert not own.isVisible()
