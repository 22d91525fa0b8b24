"""Heights and limits of the workbook's cells."""

from clerk_app.exchange import xlsx_look as look
from clerk_app.form.sheet import Box


def test_row__label_of_two_lines__is_high_enough():
    boxes = [Box(0, 0, 1, 1, "短", "row", "", "t"), Box(1, 0, 1, 1, "很长的一个标签要两行", "row", "", "t")]
    heights = look.heights(3, boxes, [12.0])
    assert heights[4] - heights[3] >= look.LINE / 2


def test_paragraph__without_end__no_higher_than_a_row_can_be():
    assert look.height_of("长" * 10_000, 70) == 409
    assert look.height_of("", 70) == look.LINE + 4


def test_limit__for_no_cell__is_left_out():
    (rule,) = look.limits({"'x'!$A$1": "signed"})
    assert rule.startswith('<dataValidation type="whole"')
    assert 'sqref="A1"' in rule
