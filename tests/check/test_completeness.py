"""What is not filled in: counted by part, one finding a table, all blank cells in it."""

from clerk_app.check.completeness import filled, findings
from clerk_app.check.turn import Turn
from clerk_app.form.edition import Edition


def test_filled__counts_cells_of_each_part__texts_have_none(edition: Edition, make) -> None:
    counts = filled(make({"t3/new/natural": 0, "overview": "文字"}, edition.key))
    assert sum(of for _, of in counts.values()) == len(edition.cells)
    assert counts["applications"] == (1, {"2019": 161, "2021": 175}[edition.key])
    assert (counts["overview"], counts["disputes"]) == ((0, 0), (0, 15))


def test_blank__empty_table__is_one_finding_with_all_its_cells(make) -> None:
    found = {f.cells[0].partition("/")[0]: f for f in findings(Turn(make()))}
    assert list(found) == ["p1", "p5", "p6", "p8", "t3", "t4"]
    assert found["t3"].message == "表三的 175 格都没有填。"
    assert found["p6"].message == "表二（第二十条第（六）项）的 2 格都没有填。"
    assert sum(len(f.cells) for f in found.values()) == 200


def test_blank__some_cells__are_counted_and_the_first_named(make) -> None:
    report = make({"t4/cases/review.upheld": 0, "p6/penalty/decided": 0})
    found = {f.cells[0].partition("/")[0]: f for f in findings(Turn(report))}
    assert found["t4"].message == (
        "表四还有 14 格没有填（共 15 格）：行政复议·结果纠正、行政复议·其他结果、行政复议·尚未审结 等。"
    )
    assert found["p6"].message == "表二（第二十条第（六）项）还有 1 格没有填（共 2 格）：行政强制·本年处理决定数量。"
    assert found["t4"].level == "error"


def test_blank__all_filled__is_silent(edition: Edition, balanced) -> None:
    assert findings(Turn(balanced(edition.key))) == []
