"""Pictures of the real program for the README and the manual: python packaging/screenshots.py, on any screen or Xvfb.

The sample report with one number mistyped, so that a finding is seen; the clock, the names and the sizes are fixed.
"""

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "resources" / "manual" / "images"
SIZE = (1366, 768)


def main() -> int:
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from clerk_app.exchange import interchange
    from clerk_app.gui import app
    from clerk_app.gui.window import Window
    from clerk_app.session import Session

    IMAGES.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    app.dress(application)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "石桥湾镇人民政府.zfnb"
        sample = next((ROOT / "resources" / "sample").glob("*.json")).read_text("utf-8")
        data = json.loads(sample)
        with Session.create(file, data["unit"], data["year"]) as session:
            session.edit(interchange.fitting(interchange.parse(sample), session.report), given=True)
            session.edit({"t3/next/natural": 4})
        window = Window(QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat))
        window.resize(*SIZE)
        window.show()
        window.open(file)
        assert window.desk is not None
        window.desk.tabs.show_key("applications")

        def shoot() -> None:
            window.grab().save(str(IMAGES / "window.png"))
            window.close()
            application.quit()

        QTimer.singleShot(1500, shoot)
        return application.exec()


if __name__ == "__main__":
    sys.exit(main())
