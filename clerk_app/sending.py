"""Sending a sealed report: its files for the office above, into a folder of the user's choice; and verifying one."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.check.finding import Findings
from clerk_app.errors import KnownError, cause
from clerk_app.exchange import docx as word
from clerk_app.exchange import handout
from clerk_app.form.edition import editions
from clerk_app.paper import note, pdf
from clerk_app.report.checkcode import read
from clerk_app.report.document import chinese_time
from clerk_app.report.fields import COVER, COVER_NAMES
from clerk_app.report.model import Report
from clerk_app.report.seal import Seal, Verdict, current, seals
from clerk_app.session import Session
from clerk_app.store import seal as sealed_files
from clerk_app.store.refusals import FileRefused

if TYPE_CHECKING:
    from clerk_app.paper.faces import Faces

_UNIT_BYTES = 90  # of a name of some 170: the rest says year, revision and code, and what kind of file it is


@dataclass(frozen=True)
class Sent:
    """What lies in the folder now, every file read back and compared. `words` is the sentence for people."""

    files: tuple[Path, ...]
    words: str


Tell = Callable[[int, int, str], None]  # how many steps are done, of how many, and what comes now


def send(session: Session, folder: Path, *, docx: bool = False) -> Sent:
    """Makes the folder if need be, writes into it as `write`, and the report remembers that it was sent there.

    Raises KnownError: not sealed, a file of that name with another content, the folder cannot be written.
    """
    if session.sealed is None:
        raise KnownError("这份报告还没有定稿，请先定稿再送报。")
    if session.document:
        session.document.flush()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as e:
        raise KnownError(f"“{folder}”{cause(e)}") from None
    sent = write(session.report, session.findings, folder, docx=docx)
    session.record_sending(folder)
    return sent


def write(
    report: Report,
    findings: Findings,
    folder: Path,
    *,
    docx: bool = False,
    faces: "Faces | None" = None,
    tell: Tell = lambda done, of, what: None,
) -> Sent:
    """Writes the sending copy, the final PDF, the sending slip and, if wanted, the Word document of a sealed report
    into a folder that is there. Nothing is overwritten; what lies there already and is the same stays. The papers are
    printed from the copy as it was read back, and at the end every file is read once more under its name.

    `tell` may raise KnownError to stop between two files. Raises KnownError, with what has been written by then.
    """
    seal = current(report)
    assert seal is not None, "only a sealed report is sent"
    name = file_name(report, seal)
    written: dict[Path, bytes] = {}
    of, what, device = 5 if docx else 4, "", 0
    try:
        device = _device(folder)
        tell(0, of, what := "年报文件")
        path = folder / f"{name}.zfnb"
        copy = sealed_files.send(path, report, editions())
        written[path] = sealed_files.sending_copy(report)
        papers: list[tuple[str, str, Callable[[], bytes]]] = [
            (".pdf", "定稿 PDF", lambda: pdf.make(copy, mark=pdf.Final(seal.code, seal.revision), faces=faces)),
            ("_送报单.pdf", "送报单", lambda: note.make(slip(copy, findings), faces=faces)),
        ]
        if docx:
            papers.append((".docx", "Word 文档", lambda: word.make(copy)))
        for number, (ending, what, made) in enumerate(papers, 1):
            tell(number, of, what)
            data = made()
            sealed_files.deliver(folder / f"{name}{ending}", data)
            written[folder / f"{name}{ending}"] = data
        tell(of - 1, of, what := "读回核对")
        sealed_files.prove(written)
        if _device(folder) != device:
            raise KnownError(_pulled(folder))
    except FileRefused as e:
        raise KnownError(_stopped(f"往“{folder}”写“{what}”时{e.reason}", folder, device, len(written))) from None
    except KnownError as e:
        raise KnownError(_stopped(str(e), folder, device, len(written))) from None
    except OSError as e:
        raise KnownError(_stopped(f"“{folder}”{cause(e)}", folder, device, len(written))) from None
    return Sent(tuple(written), f"已写入“{folder}”，共 {len(written)} 个文件，逐个读回核对无误，可安全弹出。")


def _device(folder: Path) -> int:
    """Which disk the folder is on: a stick that is pulled leaves a folder of this machine behind. Raises KnownError."""
    try:
        if folder.is_dir():
            return folder.stat().st_dev
    except OSError as e:
        raise KnownError(f"“{folder}”{cause(e)}") from None
    raise KnownError(_gone(folder))


def _gone(folder: Path) -> str:
    return f"“{folder}”不见了，U 盘可能已经拔出：请插好再送一次。"


def _pulled(folder: Path) -> str:
    return (
        f"写的时候 U 盘拔出了：请插好再送一次。拔出以后写的文件留在本机的“{folder}”里，不在 U 盘上，插好以前可以删去。"
    )


def _stopped(why: str, folder: Path, device: int, written: int) -> str:
    """Why it stopped. A stick that was pulled, with whatever sentence it made the disk fail, is told as that: what was
    written lies perhaps on this machine."""
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises when the stick is there no more
        return _gone(folder)
    if device and device != _device(folder):
        return _pulled(folder)
    return f"{why}已写好的 {written} 个文件是完整的，再送时不用重写。" if written else why


def file_name(report: Report, seal: Seal) -> str:
    """石桥湾镇人民政府_2025年报_第1次定稿_VM84-D58E-7P1B-76QP: safe on FAT32 and Windows; no two seals share one."""
    return f"{handout.safe_name(report.unit, _UNIT_BYTES)}_{report.year}年报_第{seal.revision}次定稿_{seal.code}"


def slip(report: Report, findings: Findings) -> note.Note:
    """The sending slip: what is sent, by whom, the code also as a QR code, what was explained instead of corrected."""
    seal = current(report)
    assert seal is not None, "only a sealed report is sent"
    contact = [
        (COVER_NAMES[p] if len(COVER_NAMES[p]) > 2 else "　　".join(COVER_NAMES[p]), report.text(p))
        for p in COVER
        if p.startswith("cover/contact/") and report.text(p)
    ]
    facts = [
        ("报送单位", report.text("cover/parent") + "　" + report.unit if report.text("cover/parent") else report.unit),
        ("报告年度", f"{report.year}年"),
        ("定　　稿", f"{seal.words}（{chinese_time(seal.at)}）"),
        *(contact or [("联系方式", "（未填写）")]),
    ]
    if seal.reason:
        facts.insert(3, ("上次退回", seal.reason))
    answered = [f"{i}. {f.message}说明：{f.reason}" for i, f in enumerate((f for f in findings.all if f.reason), 1)]
    lists = (
        (
            "怎样核对",
            [
                "纸质报告每页页脚、电子文件和本单上的核对码应当相同。",
                "电话核对时可逐组读出核对码；核对码不含字母 I、L、O、U。",
            ],
        ),
        ("核对中需要说明的问题", answered or ["没有。"]),
    )
    by_hand = ("报送单位（盖章）：", "送报人：", "收件人、日期：")
    code = f"ZFNB/1 {seal.code} {seal.revision} {report.year} {report.unit}"
    main = ("核 对 码", seal.code)
    return note.Note("政府信息公开工作年度报告送报单", facts, lists, code, main, by_hand)


def verify(path: Path, typed: str | None = None) -> Verdict:
    """Is the report in `path` sealed, as it was sealed, and is `typed` its code? Raises FileRefused: cannot be read."""
    return examined(path, typed)[0]


def examined(path: Path, typed: str | None = None) -> tuple[Verdict, Report]:
    """As `verify`, with the report, which may have been altered."""
    return sealed_files.verified(path, editions(), typed)


def bearers(
    typed: str, paths: Iterable[Path], held: tuple[Path, Report] | None = None
) -> list[tuple[Path, Report, Seal]]:
    """Which of the reports at `paths`, and of the one that is `held` open, were ever sealed under the code `typed`.
    Those that cannot be read are passed over. Raises Slip."""
    code, reports = read(typed), [held] if held else []
    for path in paths:
        with suppress(KnownError):
            reports.append((path, examined(path)[1]))
    return [(path, report, seal) for path, report in reports for seal in seals(report) if seal.code == code]
