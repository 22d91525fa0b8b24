"""Words of people and files where Qt would take them for HTML, and the names that only the window needs."""

from datetime import date, datetime
from html import escape
from pathlib import Path

FILTER = "年报文件 (*.zfnb)"  # for file dialogs


def plain(text: str) -> str:
    """`text` for a tooltip, which guesses its format: always shown to the letter, wrapped where needed."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if text else ""


def menu_text(text: str) -> str:
    """`text` for a menu or a tab, where & would be taken for a mnemonic."""
    return text.replace("&", "&&")


def deadline_words(deadline: date, today: date) -> str:
    """截止 2027年1月31日，还有 12 天."""
    from clerk_app.report.document import chinese_date

    left = (deadline - today).days
    if left > 0:
        return f"截止 {chinese_date(deadline)}，还有 {left} 天"
    return f"截止 {chinese_date(deadline)}，" + ("就是今天" if left == 0 else f"已过 {-left} 天")


def moment(at: str) -> str:
    """2026年11月23日 02:09, of an ISO 8601 time."""
    from clerk_app.report.document import chinese_date

    time = datetime.fromisoformat(at)
    return f"{chinese_date(time.date())} {time:%H:%M}"


def deadline_of(year: int) -> date:
    """31 January of the next year (条例 49)."""
    return date(year + 1, 1, 31)


def free_path(folder: Path, name: str) -> Path:
    """`folder/name`, or the first such name with a number that is not taken."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        number += 1
    return path
