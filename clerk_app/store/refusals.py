"""Why a file is not opened or not written: one Chinese sentence each, with the path and what to do."""

from pathlib import Path

from clerk_app.errors import KnownError


class FileRefused(KnownError):
    """A file that stays as it is. `reason` follows the quoted path in the sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"“{path}”{reason}")
        self.path, self.reason = path, reason


class Missing(FileRefused):
    """Nothing there."""


class Exists(FileRefused):
    """Something there already, and nothing is ever overwritten."""


class NotAReport(FileRefused):
    """Something else than a report: garbage, another program's file."""


class NewerFile(FileRefused):
    """Written by a newer program; `version` is the file's format."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            path, f"是更新版本的年报助手保存的（文件格式 {version}，本程序只认识到 {known}）：请更新本程序后再打开。"
        )
        self.version = version


class Damaged(FileRefused):
    """A report whose content is not what was saved."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, f"已损坏（{what}），没有改动它：请改用备份，或重新拷贝一份。")


class StrayJournal(FileRefused):
    """A sound report beside which the journal of another file lies, or of another state of it: nothing may be taken
    back by that."""

    def __init__(self, path: Path, journal: Path) -> None:
        super().__init__(
            path, f"是完好的，但旁边的“{journal.name}”不是它的恢复记录：请把这个记录移到别处，再打开报告。"
        )


class Renamed(FileRefused):
    """A report in the middle of a transaction whose journal lies beside it under the name it had then."""

    def __init__(self, path: Path, journal: Path) -> None:
        old = journal.name.removesuffix("-journal")
        super().__init__(
            path, f"没有写完就改了名，它的恢复记录“{journal.name}”还用着原名：请把文件改回“{old}”再打开，内容都在。"
        )


class Locked(FileRefused):
    """Open elsewhere; may still be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "正在另一个窗口或另一台电脑上编辑：请先在那边关闭，或以只读方式查看。")


class ReadOnly(FileRefused):
    """May be read but not written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "或它所在的文件夹是只读的，不能编辑：请以只读方式查看，或复制到自己的文件夹再打开。")
