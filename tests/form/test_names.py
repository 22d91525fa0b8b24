"""How people call a cell."""

import pytest

from clerk_app.form.edition import Edition, editions
from clerk_app.form.names import cell_name, table_name


@pytest.mark.parametrize(
    "key, cell, name",
    [
        ("2021", "t3/done.open/natural", "表三·自然人·（一）予以公开"),
        ("2021", "t3/new/total", "表三·总计·本年新收"),
        ("2021", "t3/done.total/legal.other", "表三·其他组织·办理结果总计"),
        ("2021", "t3/done.partial/legal.business", "表三·商业企业·（二）部分公开"),
        ("2021", "t3/done.other.rest/natural", "表三·自然人·其他处理的其他"),
        ("2021", "t4/cases/review.total", "表四·行政复议·总计"),
        ("2021", "t4/cases/suit.direct.upheld", "表四·未经复议直接起诉·结果维持"),
        ("2021", "p1/normative/valid", "表二·行政规范性文件·现行有效"),
        ("2021", "p8/fee/amount", "表二·行政事业性收费·本年收费金额"),
        ("2019", "p5/service/change", "表二·其他对外管理服务事项·本年增/减"),
        ("2019", "p1/rule/public", "表二·规章·对外公开总数"),
        ("2019", "t3/done.other/natural", "表三·自然人·（六）其他处理"),
    ],
)
def test_cell_name__cell__reads_as_people_say_it(key: str, cell: str, name: str) -> None:
    assert cell_name(editions()[key], cell) == name


def test_cell_name__all_cells__have_names_of_their_own(edition: Edition) -> None:
    names = [cell_name(edition, cell) for cell in edition.cells]
    assert len(set(names)) == len(names)
    assert not [n for n in names if "··" in n or n.endswith("·")]


def test_cell_name__no_such_cell__is_a_bug_of_the_caller(edition: Edition) -> None:
    with pytest.raises(KeyError):
        cell_name(edition, "t3/new/nobody")


def test_table_name__is_the_numeral_of_its_part(edition: Edition) -> None:
    assert [table_name(edition, t) for t in ("p1", "p8", "t3", "t4")] == ["表二", "表二", "表三", "表四"]
