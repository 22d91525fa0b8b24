"""Labels broken into lines: one character is one unit wide here."""

import pytest

from clerk_app.form.edition import editions
from clerk_app.form.sheet import sheet
from clerk_app.gui.labels import wrap


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("总计", 4, ("总计",)),
        ("", 4, ("",)),
        ("结果维持", 3, ("结果", "维持")),
        ("社会公益组织", 4, ("社会公益", "组织")),
        ("社会公益组织", 3, ("社会", "公益", "组织")),
        ("法人或其他组织", 4, ("法人或", "其他组织")),
        ("三、本年度办理结果", 6, ("三、本年度", "办理结果")),
        ("（三）不予公开", 6, ("（三）不予", "公开")),
    ],
)
def test_wrap__narrow_column__breaks_between_words(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, len) == lines


def test_wrap__long_label__breaks_after_a_pause() -> None:
    text = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    assert wrap(text, 24, len) == (text[:20], text[20:])


@pytest.mark.parametrize("year", ["2019", "2021"])
@pytest.mark.parametrize("width", [4, 5, 7, 9, 12, 20])
def test_wrap__every_label_in_any_width__loses_nothing_and_keeps_the_rules(year: str, width: int) -> None:
    for part in editions()[year].parts:
        for box in sheet(part).boxes if part.tables else ():
            lines = wrap(box.text, width, len)
            assert "".join(lines) == box.text
            assert not any(line[0] in "、，。；：）》”" or line[-1] in "（《“" for line in lines if line)


def test_wrap__one_character_wide__still_ends() -> None:
    assert wrap("规范性文件", 1, len) == tuple("规范性文件")
