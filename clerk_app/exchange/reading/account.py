"""What was recognised, said in lines: for the command line, and above the two sides in the window."""

from clerk_app.exchange.reading.placing import Doubt
from clerk_app.exchange.reading.recognise import Recognised
from clerk_app.report.fields import COVER_NAMES, name_of

_NAMED = ("unit", "cover/parent", "cover/issued")


def account(found: Recognised) -> list[str]:
    """What was recognised, what looks doubtful, what was not recognised."""
    year = f"{found.year}年" if found.year else "年度不明"
    cover = "，".join(f"{COVER_NAMES[p]} {found.values[p]}" for p in _NAMED if p in found.values)
    lines = [f"认出：{year}，{found.edition.key} 年格式（{found.edition.source}）{'，' + cover if cover else ''}。"]
    cells, numbers = len(found.edition.cells), len(found.figures)
    lines.append(f"表格：共 {cells} 格，有数 {numbers} 格，空白 {len(found.blank)} 格{_unseen(found)}。")
    told = [f"{name_of(found.edition, p)} {len(str(found.values[p]))} 字" for p in found.edition.passages
            if p in found.values]  # fmt: skip
    lines.append(f"文字：{'，'.join(told) or '没有'}。")
    lines += [f"没有找到：{heading}。" for heading in found.absent]
    lines += [f"请核对：{_doubt(found, d)}" for d in found.doubts]
    lines += [f"没有认出：{piece}" for piece in found.missed]
    return lines


def _unseen(found: Recognised) -> str:
    unseen = [c for c in found.edition.cells if c not in found.sources and c not in found.values]
    return f"，没有找到 {len(unseen)} 格" if unseen and len(found.sources) else ""


def _doubt(found: Recognised, doubt: Doubt) -> str:
    where = name_of(found.edition, doubt.path) if doubt.path else ""
    said = f"“{doubt.source}”" if doubt.source else ""
    return f"{where}{said}{'：' if where or said else ''}{doubt.why}"
