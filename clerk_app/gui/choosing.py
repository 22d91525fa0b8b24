"""Choosing files: the system's dialog where there is one, Qt's own in Chinese otherwise."""

from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QHeaderView, QStyle, QTreeView, QWidget

REPORTS = "年报文件 (*.zfnb)"


def existing(
    parent: QWidget, title: str, folder: Path, kinds: str = REPORTS, likely: Path | None = None
) -> Path | None:
    """A file that is there, or None; the `likely` one needs only to be confirmed."""
    dialog = Dialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if likely is not None:
        dialog.selectFile(str(likely))
    return dialog.chosen()


def folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """A folder that is there, or None."""
    dialog = Dialog(parent, title, start, "文件夹 (*)")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return dialog.chosen()


def several(parent: QWidget, title: str, start: Path) -> list[Path]:
    """Reports that are there; none when the dialog was left."""
    dialog = Dialog(parent, title, start, REPORTS)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return dialog.all_chosen()


def new_report(parent: QWidget, title: str, start: Path) -> Path | None:
    """A name for a report to be written, or None. Nothing is asked about an existing one: none is ever replaced."""
    dialog = Dialog(parent, title, start.parent, REPORTS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(start.name)
    path = dialog.chosen()
    return path if path is None or path.suffix.lower() == ".zfnb" else path.with_name(path.name + ".zfnb")


def handed_out(parent: QWidget, title: str, start: Path, kinds: str) -> tuple[Path | None, str]:
    """A name for a file of one of the `kinds` (an older one may be replaced, the dialog asks), and which kind."""
    dialog = Dialog(parent, title, start.parent, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(start.name)
    return dialog.chosen(), dialog.selectedNameFilter()


class Dialog(QFileDialog):
    def __init__(self, parent: QWidget, title: str, folder: Path, kinds: str) -> None:
        # Of a folder that is not there Qt would make the name of a file.
        there = next((f for f in (folder, *folder.parents) if f.is_dir()), folder)
        super().__init__(parent, title, str(there))
        self.setNameFilters(kinds.split(";;"))
        # Words that Qt's Chinese translation lacks.
        for label, words in (
            (QFileDialog.DialogLabel.LookIn, "位置"),
            (QFileDialog.DialogLabel.FileName, "文件名"),
            (QFileDialog.DialogLabel.FileType, "类型"),
        ):
            self.setLabelText(label, words)
        for list_ in self.findChildren(QTreeView):  # of Qt's own dialog, where a date would be cut off
            head = list_.header()
            head.setStretchLastSection(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._icons = ByName(self.style())  # the dialog does not own it
        self.setIconProvider(self._icons)

    def chosen(self) -> Path | None:
        """Asks; None when the dialog was left."""
        return next(iter(self.all_chosen()), None)

    def all_chosen(self) -> list[Path]:
        """Asks; none when the dialog was left."""
        try:
            return [Path(name) for name in self.selectedFiles()] if self.exec() else []
        finally:
            self.deleteLater()


class ByName(QAbstractFileIconProvider):
    """Icons and kinds of files by their names alone: Qt's own opens each file to see what is in it, and closing a file
    drops the locks that this process has on it."""

    def __init__(self, style: QStyle) -> None:
        super().__init__()
        # Made here: the dialog asks from a thread of its own, where no style may draw.
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, of: "QFileInfo | QAbstractFileIconProvider.IconType") -> QIcon:
        if isinstance(of, QFileInfo):
            return self._folder if of.isDir() else self._file
        return self._file if of == QAbstractFileIconProvider.IconType.File else self._folder

    def type(self, info: QFileInfo) -> str:
        if info.isDir():
            return "文件夹"
        return f"{info.suffix()} 文件" if info.suffix() else "文件"
