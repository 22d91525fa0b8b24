"""Heights and limits of the workbook's cells."""

from typing import Any

from openpyxl import Workbook

from clerk_app.exchange import xlsx_look as look
from clerk_app.form.sheet import Box


def sheet() -> Any:
    return Workbook().active


def test_row__label_of_two_lines__is_high_enough():
    boxes = [Box(0, 0, 1, 1, "短", "row", "", "t"), Box(1, 0, 1, 1, "很长的一个标签要两行", "row", "", "t")]
    heights = look.heights(3, boxes, [12.0])
    assert heights[4] - heights[3] >= look.LINE / 2


def test_paragraph__without_end__no_higher_than_a_row_can_be():
    assert look.height_of("长" * 10_000, 70) == 409
    assert look.height_of("", 70) == look.LINE + 4


def test_limit__for_no_cell__is_left_out():
    target = sheet()
    look.limits(target, {"'x'!$A$1": "signed"})
    (rule,) = target.data_validations.dataValidation
    assert (str(rule.sqref), rule.type) == ("A1", "whole")


def test_limit__for_cells_below_each_other__is_said_of_their_range():
    target = sheet()
    look.limits(target, {f"'x'!${place}": "count" for place in ("B$4", "AA$9", "B$6", "B$5", "C$5")})
    (rule,) = target.data_validations.dataValidation
    assert {str(one) for one in rule.sqref.ranges} == {"B4:B6", "C5", "AA9"}


def test_colour__of_cells__is_where_the_formula_holds():
    target = sheet()
    look.colour(target, ["$A$2", "$C$4"], "A2<>C4")
    (formatting,) = target.conditional_formatting
    assert {str(one) for one in formatting.sqref.ranges} == {"A2", "C4"}
    (rule,) = formatting.rules
    assert rule.formula == ["A2<>C4"]
    assert rule.dxf.fill.bgColor.rgb == "FFFFC7CE"


def test_styles__by_what_they_are_for__are_as_named():
    target = sheet()
    cell = {name: target.cell(1, number + 1) for name, number in look.styles(target).items()}
    for name, number in look.styles(target).items():
        cell[name]._style = target.parent._cell_styles[number]
    assert [n for n, c in cell.items() if not c.protection.locked] == ["text", "count", "signed", "money"]
    assert (cell["text"].number_format, cell["count"].number_format) == ("@", "0")
    assert (cell["heading"].font.name, cell["heading"].font.size) == ("黑体", 14)
    assert cell["label"].border.left.style == "thin"
    assert cell["label"].fill.fgColor.rgb == "FFF3F4F6"
    assert cell["count total"].fill.fgColor.rgb == "FFE9EDF2"
    assert cell["label left"].alignment.horizontal == "left"
