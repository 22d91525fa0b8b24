"""The notes that go back to the units: why a report does not count, what was found, what to do, and by when."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from clerk_app.check.finding import LEVEL_NAMES
from clerk_app.collection.gathering import STATE_NAMES, Collecting, Entry, State
from clerk_app.collection.looking import Noted, printed
from clerk_app.exchange import handout, note_docx
from clerk_app.paper import note
from clerk_app.report.seal import TO_THE_RECEIVER

NoteEnding = Literal[".pdf", ".docx"]
_BLANK = "＿" * 12  # to be filled in by hand
_AGAIN = "重新定稿（核对码会变），重新打印、签字、盖章，再用“送报”写到 U 盘：直接拷贝的文件不能计入。"
_STEPS: dict[State, tuple[str, ...]] = {
    "broken": (
        "在本单位的电脑上打开这份报告，看它是否完好；打不开的，用“备份”里的一份。",
        "按 F12 打开“定稿送报”，用“送报”重新写一次，不要用别的办法拷贝。",
    ),
    "changed": (
        "不要用别的程序改送报的文件。内容没有变的，用本单位电脑里的原件重新送报。",
        "内容确实要改的，按 F12 选“退回修改”，写明原因，改好。",
        _AGAIN,
    ),
    "faulty": (
        "打开本单位的报告，按 F12 选“退回修改”，写明原因。",
        "照下面的意见逐条改正；核实无误而可以说明的，在那一条下面写明原因。",
        _AGAIN,
    ),
    "duplicate": ("书面告知以第几次定稿、哪一个核对码为准，其余的作废。",),
    "unsealed": ("打开本单位的报告，改到没有错误，按 F12 定稿。", _AGAIN),
    "other": ("核对报告的年度。送错文件的，改送本年度的；年度填错的，新建一份本年度的报告填写。", _AGAIN),
    "counted": (
        "这份报告已经计入汇总。下面的意见请核实：确有差错的，按 F12 选“退回修改”，改好后重新定稿、盖章、送报。",
        "核实无误的，书面说明原因，不必重新送报。",
    ),
}


class Office(NamedTuple):
    """Who sends the notes: its name, by when and where to the report is to be handed in again, whom to ask."""

    unit: str = ""
    due: str = ""
    where: str = ""
    contact: str = ""


UNNAMED = Office()


def notes(made: Collecting, ending: NoteEnding = ".pdf", office: Office = UNNAMED) -> Iterator[tuple[str, bytes]]:
    """A note of what to correct for each file that was refused or has findings: file name and content."""
    used: Counter[str] = Counter()
    for entry in made.entries():
        if to_return(entry):
            name = note_name(entry)
            used[name] += 1
            again = f"_{used[name]}" if used[name] > 1 else ""
            yield f"{name}{again}{ending}", make_note(entry, ending, office)


def to_return(entry: Entry) -> bool:
    """Whether there is anything to say to the unit."""
    return entry.state not in ("copy", "missing", "unread") and (entry.refused or bool(entry.findings))


def note_name(entry: Entry) -> str:
    """The name of a note's file, without its ending."""
    year = f"{entry.row.year}" if entry.row.year else ""
    return f"{handout.safe_name(f'{entry.unit or entry.path.stem}_{year}年报', 120)}_退回单"


def make_note(entry: Entry, ending: NoteEnding = ".pdf", office: Office = UNNAMED) -> bytes:
    """The note of what to correct, for one file."""
    made = _note(entry, office)
    return note.make(made) if ending == ".pdf" else note_docx.make(made.title, made.facts, made.lists)


def _note(entry: Entry, office: Office) -> note.Note:
    facts = [
        ("单　　位", entry.unit or "（读不出）"),
        ("报告年度", f"{entry.row.year}年" if entry.row.year else "（读不出）"),
        ("文　　件", printed(entry.path.name)),
        ("核 对 码", f"{entry.row.code}（第 {entry.row.revision} 次定稿）" if entry.row.code else "（没有）"),
        ("情　　况", STATE_NAMES[entry.state]),
        ("退回单位", office.unit or _BLANK),
        ("办理期限", office.due or _BLANK),
        ("送　　到", office.where or _BLANK),
        ("联　　系", office.contact or _BLANK),
    ]
    lists = [
        ("怎么办", [f"{i}. {step}" for i, step in enumerate(_STEPS[entry.state], 1)]),
        ("核对意见", [_said(i, noted) for i, noted in enumerate(entry.findings, 1)]),
    ]
    if entry.refused:
        lists.insert(0, ("没有计入的原因", [entry.words.removesuffix(TO_THE_RECEIVER)]))
    return note.Note("政府信息公开工作年度报告退回单", facts, [(name, said) for name, said in lists if said])


def _said(number: int, noted: Noted) -> str:
    more = f"单位的说明：{noted.reason}" if noted.reason else f"改法：{noted.advice}" if noted.advice else ""
    return f"{number}. 【{LEVEL_NAMES[noted.level]}】{noted.message}{more}"
