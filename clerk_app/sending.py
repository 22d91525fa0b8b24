"""Sending a sealed report: its files for the office above, into a folder of the user's choice; and verifying one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clerk_app.check.finding import Findings
from clerk_app.errors import KnownError, cause
from clerk_app.exchange import docx as word
from clerk_app.exchange import handout
from clerk_app.form.edition import editions
from clerk_app.paper import note, pdf
from clerk_app.report.document import chinese_date
from clerk_app.report.fields import COVER, COVER_NAMES
from clerk_app.report.model import Report
from clerk_app.report.seal import Seal, Verdict, current
from clerk_app.session import Session
from clerk_app.store import seal as sealed_files

_UNIT_BYTES = 90  # of a name of some 170: the rest says year, revision and code, and what kind of file it is


@dataclass(frozen=True)
class Sent:
    """What lies in the folder now, every file read back and compared. `words` is the sentence for people."""

    files: tuple[Path, ...]
    words: str


def send(session: Session, folder: Path, *, docx: bool = False) -> Sent:
    """Writes the sending copy, the final PDF, the sending slip and, if wanted, the Word document of a sealed report.
    Nothing is overwritten; what lies there already and is the same stays. The papers are printed from the copy as it
    was read back.

    Raises KnownError: not sealed, a file of that name with another content, the folder cannot be written.
    """
    seal = session.sealed
    if seal is None:
        raise KnownError("这份报告还没有定稿，请先定稿再送报。")
    if session.document:
        session.document.flush()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as e:
        raise KnownError(f"“{folder}”{cause(e)}") from None
    name = file_name(session.report, seal)
    paths = [folder / f"{name}{ending}" for ending in (".zfnb", ".pdf", "_送报单.pdf")]
    copy = sealed_files.send(paths[0], session.report, editions())
    sealed_files.deliver(paths[1], pdf.make(copy, mark=pdf.Final(seal.code, seal.revision)))
    sealed_files.deliver(paths[2], note.make(slip(copy, session.findings)))
    if docx:
        paths.append(folder / f"{name}.docx")
        if not paths[-1].exists():  # it bears the hour of its making, so that no two are the same byte for byte
            sealed_files.deliver(paths[-1], word.make(copy))
    return Sent(tuple(paths), f"已写入“{folder}”，共 {len(paths)} 个文件，逐个读回核对无误，可安全弹出。")


def file_name(report: Report, seal: Seal) -> str:
    """石桥湾镇人民政府_2025年报_第1次定稿_VM84-D58E-7P1B-76QP: safe on FAT32 and Windows; no two seals share one."""
    return f"{handout.safe_name(report.unit, _UNIT_BYTES)}_{report.year}年报_第{seal.revision}次定稿_{seal.code}"


def slip(report: Report, findings: Findings) -> note.Note:
    """The sending slip: what is sent, by whom, the code also as a QR code, what was explained instead of corrected."""
    seal = current(report)
    assert seal is not None, "only a sealed report is sent"
    sealed_on = chinese_date(date.fromisoformat(seal.at[:10]))
    contact = [
        f"{COVER_NAMES[p]}：{report.text(p)}" for p in COVER if p.startswith("cover/contact/") and report.text(p)
    ]
    facts = [
        ("报送单位", report.text("cover/parent") + "　" + report.unit if report.text("cover/parent") else report.unit),
        ("报告年度", f"{report.year}年"),
        ("定　　稿", f"{seal.words}（{sealed_on}）"),
        ("核 对 码", seal.code),
        ("联系方式", "；".join(contact) or "（未填写）"),
    ]
    if seal.reason:
        facts.insert(3, ("上次退回", seal.reason))
    answered = [f"{i}. {f.message}说明：{f.reason}" for i, f in enumerate((f for f in findings.all if f.reason), 1)]
    lists = (
        ("核对中需要说明的问题", answered or ["没有。"]),
        (
            "怎样核对",
            [
                "纸质报告每页页脚、电子文件和本单上的核对码应当相同。",
                "电话核对时可逐组读出核对码；核对码不含字母 I、L、O、U。",
            ],
        ),
        ("签收", ["送报人：　　　　　　　　收件人：　　　　　　　　日期："]),
    )
    code = f"ZFNB/1 {seal.code} {seal.revision} {report.year} {report.unit}"
    return note.Note("政府信息公开工作年度报告送报单", facts, lists, code)


def verify(path: Path, typed: str | None = None) -> Verdict:
    """Is the report in `path` sealed, as it was sealed, and is `typed` its code? Raises FileRefused: cannot be read."""
    return sealed_files.verified(path, editions(), typed)[0]
