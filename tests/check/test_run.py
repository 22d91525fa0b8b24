"""All checks together: order, counts, answers; and what a whole empty and a whole good report give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app import RESOURCES
from clerk_app.check import bindings, passages, run, turn
from clerk_app.check.finding import SEVERITIES
from clerk_app.check.prose import reader
from clerk_app.check.run import check
from clerk_app.check.turn import _Noting
from clerk_app.exchange import interchange
from clerk_app.form.edition import Edition, editions
from clerk_app.report.fields import ANSWER, PREVIOUS, Value, taken
from clerk_app.report.model import Changeset, Report, empty


def test_check__gravest_first_and_then_as_on_paper(make) -> None:
    report = make({"p1/rule/made": 1, "cover/issued": "2024-02-02", "t3/new/total": 3, "overview": "未收到申请。"})
    found = check(report).all
    assert [f.level for f in found] == sorted((f.level for f in found), key=SEVERITIES.index)
    rules = [f.rule for f in found if f.level == "warning" and f.rule not in ("PERIOD", "TOPIC-MISSING")]
    assert rules == ["DATE-LATE", "TEXT-NONE", "P1-AUTHORITY"]
    assert [f.cells[0] for f in found if f.rule == "BLANK"] == [
        "p1/rule/void", "p5/permit/decided", "p6/penalty/decided", "p8/fee/amount", "t3/new/natural",
        "t4/cases/review.upheld",
    ]  # fmt: skip


def test_check__balanced_report__blocks_only_by_its_missing_text(edition: Edition, balanced) -> None:
    findings = check(balanced(edition.key))
    assert {f.rule for f in findings.blocking} == {"PART-EMPTY"}  # the fixture has no text
    assert (findings.filled, findings.of, findings.causes) == (len(edition.cells), len(edition.cells), ())


def test_check__warning_with_a_reason__blocks_no_longer(make) -> None:
    report = make({"cover/issued": "2024-02-02"})
    late = next(f for f in check(report).all if f.rule == "DATE-LATE")
    answered = make({"cover/issued": "2024-02-02", ANSWER + late.key: "系统故障"})
    assert late in check(report).blocking
    assert [f.reason for f in check(answered).all if f.rule == "DATE-LATE"] == ["系统故障"]
    assert not [f for f in check(answered).blocking if f.rule == "DATE-LATE"]


def test_check__error_that_no_reason_lifts__keeps_blocking(make) -> None:
    values = {"cover/issued": "2023-12-01"}
    key = next(f.key for f in check(make(values)).all if f.rule == "DATE-EARLY")
    assert "DATE-EARLY" in [f.rule for f in check(make({**values, ANSWER + key: "理由"})).blocking]


def test_check__of_a_figure_field__reads_the_number_and_names_the_place_as_stored(make) -> None:
    """5 applications in the table: the field agrees by construction, the number beside it does not."""
    cells = dict.fromkeys(make().edition.cells, 0) | {"t3/new/natural": 5, "t3/new/total": 5}
    text = "全年收到政府信息公开申请{t3/new/total}件。本年新收政府信息公开申请6件。"
    wrong = [f for f in check(make({**cells, "overview": text})).all if f.passage and "6件" in f.passage.text]
    assert wrong
    for finding in wrong:
        assert finding.passage is not None
        place = text[finding.passage.start : finding.passage.end]
        assert place.endswith(finding.passage.text[-3:])
    right = make({**cells, "overview": "全年收到政府信息公开申请{t3/new/total}件。"})
    same = make({**cells, "overview": "全年收到政府信息公开申请5件。"})
    assert [f.key for f in check(right).all] == [f.key for f in check(same).all]


def test_check__edits_of_figures_and_words_in_turn__found_as_if_never_checked_before() -> None:
    """What is kept of the text must not outlive a word, a unit or a year of it."""
    report = empty(editions()["2021"], {"unit": "石桥湾镇人民政府", "year": 2025})
    found = check(report)
    edits: tuple[dict[str, Value | None], ...] = (
        {"t3/new/natural": 5, "t3/new/total": 6},
        {"overview": "全年收到申请7件，XX部门。2024年以来工作有序推进。"},
        {"t3/new/total": 5},
        {"t3/new/natural": None},
        {"overview": "全年收到申请{t3/new/total}件。联系人手机13800138000。"},
        {"t3/new/total": 8},
        {"unit": "白石镇人民政府"},
        {"cover/issued": "2026-03-05"},
        {"others": "白石镇与石桥湾镇人民政府。\U000f0000"},
        {"overview": None},
        {"year": 2024},
    )
    for wanted in edits:
        report = report.apply(Changeset(report.edits_to(wanted)))
        for printable in (lambda character: True, lambda character: character < "\U000f0000"):
            found = check(report, printable=printable, earlier=found)
            assert check(report, printable=printable).all == found.all


def _sample() -> Report:
    form = editions()["2021"]
    wanted = interchange.parse(next((RESOURCES / "sample").glob("*.json")).read_text("utf-8")).wanted
    values = {p: v for p, text in wanted.items() if (v := taken(form, p, text)) is not None}
    return empty(form, {"unit": "青石镇人民政府", "year": 2025, **values})


SAMPLE = _sample()
SAYINGS = """收到政府信息公开申请12件，较上年的8件增长50%，其中在线平台7件、挂号信3件、现场2件，新收10件，同比增长25%。
依申请公开办结11件，办结率95%，予以公开5件（占45.5%），部分公开3件，不予公开占比20%。
全年收到政府信息公开申请13件，同比增长25%。全市收到申请40件。未收到公民的申请，结转1件。商业企业申请2件。
行政复议3件，均获维持；行政诉讼2件，零败诉，其中结果维持1件，结果纠正1件。收取信息处理费2.4万元。"""
CELLS = [c for c in SAMPLE.edition.cells if c.startswith(("t3/", "t4/", "p8/"))]
ONE_EDIT = st.one_of(
    st.dictionaries(
        st.sampled_from([*CELLS, *(PREVIOUS + c for c in CELLS)]), st.none() | st.integers(0, 30), max_size=3
    ),
    st.sampled_from(
        [
            {"overview": "收到申请3件，予以公开2件，结转1件。行政诉讼均获维持。"},
            {"overview": SAYINGS},
            {"overview": SAYINGS.replace("13件", "12件")},
            {"others": SAYINGS},
            {"overview": None},
            {"unit": "青石县人民政府"},
            {"cover/level": "county"},
            {"year": 2024},
            dict.fromkeys(CELLS, 1),
            dict.fromkeys(CELLS),
        ]
    ),
)


def _forget() -> None:
    for module in (run, bindings, passages, reader):
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear") and kept.__module__ == module.__name__:
                kept.cache_clear()


@settings(deadline=None, max_examples=40)
@given(st.lists(ONE_EDIT, min_size=1, max_size=12))
def test_check__after_any_edits__finds_what_a_check_from_scratch_finds(edits: list[dict[str, Value | None]]) -> None:
    report, reports, found = SAMPLE, [SAMPLE], [check(SAMPLE)]
    for wanted in edits:
        report = report.apply(Changeset(report.edits_to(wanted)))
        reports.append(report)
        found.append(check(report, earlier=found[-1]))
    for at, after in zip(reports, found, strict=True):
        _forget()
        assert check(at) == after


class _Watched(dict[str, Value]):
    """Values whose numbers are only to be had by `Report.figure`, which notes what it gives; and no passage at all."""

    owner: _Noting

    def get(self, path: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        name = path.removeprefix(PREVIOUS)
        assert name not in SAMPLE.edition.passages, f"{path} is read by a piece that is not about it"
        assert name not in SAMPLE.edition.cells or path in self.owner.noted, f"{path} is read and not noted"
        return super().get(path, default)


def _watched(edition: Edition, values: dict[str, Value]) -> _Noting:
    watched = _Watched(values)
    watched.owner = _Noting(edition, watched)
    return watched.owner


@pytest.mark.parametrize("words", ["", SAYINGS])
@pytest.mark.parametrize("change", [0, 1], ids=["balanced", "a mess"])
def test_check__of_every_piece__notes_the_numbers_it_reads(monkeypatch, words: str, change: int) -> None:
    """A number that is read in another way would not have the piece done again when it changes."""
    cells = {c: n + change * (i % 3) for i, (c, n) in enumerate(SAMPLE.figures.items())}
    before = {PREVIOUS + c: 9 * n + 8 for c, n in cells.items()}
    texts = {"overview": words} if words else {}
    report = empty(SAMPLE.edition, {**SAMPLE.values, **cells, **before, **texts})
    found = check(report, earlier=check(report))  # the first takes no notes, the second does everything again
    assert found.kept is not None
    assert {len(pieces.about) for pieces in found.kept.pieces.values()} > {len(SAMPLE.edition.identities)}
    monkeypatch.setattr(turn, "_Noting", _watched)
    assert check(report, earlier=check(report)).all == found.all
