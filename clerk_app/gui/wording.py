"""Words of people and files where Qt would take them for HTML, and the names that only the window needs."""

from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerk_app.store.refusals import FileRefused
    from clerk_app.store.rescue import Rescued

AWAY = {
    kind: f"文件在{where}，现在编辑的是本机上的副本，随时保存；关闭报告时存回原处，另取新名，原来的文件不动。"
    for kind, where in (("removable", " U 盘上"), ("network", "网络位置"), ("synchronised", "自动同步的文件夹里"))
}
LONG_PAST = 60  # days


def plain(text: str) -> str:
    """`text` for a tooltip, which guesses its format: always shown to the letter, wrapped where needed."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if text else ""


def menu_text(text: str) -> str:
    """`text` for a menu or a tab, where & would be taken for a mnemonic."""
    return text.replace("&", "&&")


def deadline_words(year: int, due: tuple[int, int], today: date, level: str = "") -> str:
    """截止 2027年1月31日，还有 12 天: of the report of a year, due on a day of the next."""
    from clerk_app.check.deadline import deadline_of
    from clerk_app.report.document import chinese_date

    deadline = deadline_of(year, due, level)
    left = (deadline - today).days
    if left < -LONG_PAST:
        said = "已过"  # nobody counts the days of an old report
    else:
        said = f"还有 {left} 天" if left > 0 else f"已过 {-left} 天" if left else "就是今天"
    return f"截止 {chinese_date(deadline)}，{said}"


def free_path(folder: Path, name: str) -> Path:
    """`folder/name`, or the first such name with a number that is not taken."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        number += 1
    return path


def account(found: "Rescued") -> str:
    """What a rescued report lacks, as sentences."""
    from clerk_app.report.fields import name_of

    form = found.report.edition
    said = [
        f"{what}：{'、'.join(name_of(form, path) for path in paths)}。"
        for what, paths in (("读不出来的", found.lost), ("可能不是最后填的", found.doubtful))
        if paths
    ]
    return "".join([*said, "空白的格和段落也可能是损坏的，请与纸质材料核对。"])


def looking(refused: "FileRefused", again: str = "") -> str:
    """Why a report is only looked at, said above it: what its refusal advises has been done by then. `again`: the time
    at which it was tried once more in vain."""
    from clerk_app.store.refusals import Locked, ReadOnly

    if isinstance(refused, Locked):
        begin = f"{again} 又试过，“{refused.path}”仍" if again else f"打开时“{refused.path}”正"
        return f"{begin}在另一个窗口或另一台电脑上编辑；那边关闭以后，请按“改为编辑”。"
    if isinstance(refused, ReadOnly):
        return f"“{refused.path}”或它所在的文件夹是只读的；要编辑，请复制到自己的文件夹再打开。"
    return str(refused)
