"""What may be dropped."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from clerk_app.gui.dropping import report, reports


def test_reports__files_folders_and_others__all_or_nothing(tmp_path: Path) -> None:
    def dropped(*urls: QUrl) -> list[Path]:
        data = QMimeData()
        data.setUrls(list(urls))
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(1, 1), copy, data, left, none)
        found = reports(event)
        alone = len(found) == 1 and found[0].suffix.lower() == ".zfnb"
        assert report(event) == (found[0] if alone else None)
        return found

    file, other = QUrl.fromLocalFile(str(tmp_path / "a.ZFNB")), QUrl.fromLocalFile(str(tmp_path / "a.txt"))
    folder, web = QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.cn/a.zfnb")
    assert dropped(file, folder) == [tmp_path / "a.ZFNB", tmp_path]
    assert dropped(file) == [tmp_path / "a.ZFNB"]
    assert dropped(folder) == [tmp_path]
    assert dropped(file, other) == dropped(web) == dropped() == []
