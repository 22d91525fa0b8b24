"""Seals of a report: each time it was declared final, what it said then, and why it was opened again.

A seal is a few values of the report under `seal/<revision>/`. The last revision without a code is one that has been
opened for correction and is not sealed yet.
"""

from typing import Literal, NamedTuple

from clerk_app.report import canonical, checkcode
from clerk_app.report.checkcode import Slip
from clerk_app.report.fields import ANSWER, COVER, LINE_LIMIT, SEAL, Value, clean
from clerk_app.report.model import Report


class Seal(NamedTuple):
    """`at` is when, ISO 8601 with offset. `reason`: why the report was opened again before this revision."""

    revision: int
    digest: str
    code: str
    at: str
    reason: str

    @property
    def words(self) -> str:
        return f"第 {self.revision} 次定稿"


class Sending(NamedTuple):
    """When a sealed report was sent (ISO 8601 with offset), and into which folder."""

    at: str
    where: str


_SENDINGS = 999  # remembered of one seal


def seals(report: Report) -> tuple[Seal, ...]:
    """All seals, the oldest first."""
    revisions = sorted({int(p.split("/")[1]) for p in report.seal_values})
    return tuple(
        Seal(n, *(report.text(f"{SEAL}{n}/{name}") for name in ("digest", "code", "at", "reason")))
        for n in revisions
        if f"{SEAL}{n}/code" in report.seal_values
    )


def current(report: Report) -> Seal | None:
    """The seal in force; None when the report was never sealed or has been opened again."""
    last = seals(report)[-1:]
    return last[0] if last and f"{SEAL}{last[0].revision + 1}/reason" not in report.values else None


def same_before(report: Report) -> Seal | None:
    """An earlier seal of just what the report says now: to seal it again gives the same code. The last of several."""
    now, digest = current(report), canonical.digest(report)
    return next((s for s in reversed(seals(report)) if s.digest == digest and s != now), None)


def holding(report: Report) -> Seal | None:
    """The seal in force if the report is as it was sealed: what a print may bear. About 0.3 ms."""
    seal = current(report)
    return seal if seal and _holds(report, seal) else None


def _holds(report: Report, seal: Seal) -> bool:
    return seal.digest == canonical.digest(report) and seal.code == checkcode.code_of(seal.digest)


def sealing(report: Report, at: str) -> dict[str, Value]:
    """The values that seal the report as it is."""
    # A sending copy has none but its own seal: the numbers go on from that.
    revision = max((s.revision for s in seals(report)), default=0) + 1
    digest = canonical.digest(report)
    values: dict[str, Value] = {"digest": digest, "code": checkcode.code_of(digest), "at": at}
    values |= {f"of/{key}": part for key, part in canonical.sections(report).items()}
    return {f"{SEAL}{revision}/{name}": value for name, value in values.items()}


def reopening(seal: Seal, reason: str) -> dict[str, Value]:
    """The values that open a sealed report for correction as the next revision."""
    return {f"{SEAL}{seal.revision + 1}/reason": reason}


def sending(report: Report, seal: Seal, at: str, where: str) -> dict[str, Value]:
    """The values that remember that the report was sent under this seal. It never leaves this file with them."""
    number = min(len(sendings(report, seal)) + 1, _SENDINGS)
    folder = " ".join(clean(where).split())
    room = LINE_LIMIT - len(at) - 1
    if len(folder) > room:
        folder = f"{folder[: room // 2]}…{folder[-(room - room // 2 - 1) :]}"
    return {f"{SEAL}{seal.revision}/sent/{number}": f"{at} {folder}"}


def sendings(report: Report, seal: Seal) -> tuple[Sending, ...]:
    """Each time it was sent under this seal, the oldest first."""
    start = f"{SEAL}{seal.revision}/sent/"
    numbers = sorted(int(p.removeprefix(start)) for p in report.seal_values if p.startswith(start))
    told = (report.text(f"{start}{n}").partition(" ") for n in numbers)
    return tuple(Sending(at, where) for at, _, where in told)


def sent_values(report: Report) -> dict[str, Value]:
    """What a sending copy holds of a sealed report: what the seal fixes, and this seal. Whatever else a report may
    hold (last year for comparison, earlier revisions, sources of sums) is not named here and stays at home."""
    seal = current(report)
    assert seal is not None, "only a sealed report is sent"
    named = (*COVER, *report.edition.cells, *report.edition.passages)
    kept = {path: report.values[path] for path in named if path in report.values}
    own = f"{SEAL}{seal.revision}/"
    # Where it was sent stays at home too: folders bear names of people.
    return kept | {
        path: value
        for path, value in report.values.items()
        if path.startswith((ANSWER, own)) and not path.startswith(f"{own}sent/")
    }


TO_THE_RECEIVER = "请向报送单位索取原件。"  # what a note to the unit itself leaves out
Kind = Literal["same", "changed", "unsealed", "slip", "other"]


class Verdict(NamedTuple):
    """`words` is the sentence for people."""

    kind: Kind
    words: str


def verdict(report: Report, typed: str | None = None) -> Verdict:
    """Is the report sealed and as it was sealed, and is `typed` its code?"""
    named, sealed = f"{report.unit}{report.year}年年度报告", current(report)
    if sealed is None:
        last = seals(report)[-1:]
        after = f"{last[0].words}后已退回修改，" if last else ""
        return Verdict("unsealed", f"未定稿：{named}{after}还可以修改，没有核对码。")
    if not _holds(report, sealed):
        what = "、".join(altered(report, sealed)) or "定稿记录"
        return Verdict(
            "changed", f"内容已改动：{named}{sealed.words}以后，{what}被改动过，与定稿时不一致。{TO_THE_RECEIVER}"
        )
    if typed is not None:
        try:
            code = checkcode.read(typed)
        except Slip as e:
            return Verdict("slip", str(e))
        if code != sealed.code:
            return _other(report, sealed, code)
    return Verdict("same", f"一致：{named}{sealed.words}，内容与定稿时相同，核对码 {sealed.code}。")


def _other(report: Report, sealed: Seal, code: str) -> Verdict:
    for old in seals(report):
        if old.code == code:
            words = f"核对码不是这一稿的：{code} 是{old.words}的，文件里现在是{sealed.words}（{sealed.code}）。"
            return Verdict("other", words)
    return Verdict(
        "other", f"核对码不是这份报告的：{code} 书写无误，但属于另一份报告或另一稿；这份文件的核对码是 {sealed.code}。"
    )


def altered(report: Report, sealed: Seal) -> list[str]:
    """The names of the sections that are not as they were sealed, in the order of the paper."""
    start = f"{SEAL}{sealed.revision}/of/"
    then = {p.removeprefix(start): v for p, v in report.seal_values.items() if p.startswith(start)}
    now = canonical.sections(report)
    order = ["cover", "preface", *(k for p in report.edition.parts for k in ([t.key for t in p.tables] or [p.key]))]
    changed = [key for key in (*order, ANSWER.rstrip("/")) if then.get(key) != now.get(key)]
    return list(dict.fromkeys(canonical.section_name(report, key) for key in changed))
