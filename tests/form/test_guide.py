"""The guide of a form: every cell has its instruction; what does not fit the form is refused by name."""

import pytest

from clerk_app.form.edition import Edition, EditionError, editions
from clerk_app.form.guide import guide, parse


def test_guide__of_every_edition__says_how_to_fill_each_cell(edition: Edition) -> None:
    found = guide(edition.key)
    assert [path for path in edition.cells if not found.help(edition, path)] == []
    assert [sentence.name for sentence in found.sentences][:2] == ["依申请公开", "行政复议和行政诉讼"]


def test_help__of_a_cell__is_that_of_its_row_or_group_and_of_its_column() -> None:
    edition = editions()["2021"]
    words = guide("2021").help(edition, "t3/done.other.rest/legal.lawfirm")
    assert "撤回申请" in words
    assert "律师事务所" in words
    assert "少数特殊情形" not in words
    assert "没有经过行政复议" not in guide("2021").help(edition, "t4/cases/review.upheld")


def test_guide__of_a_form_that_has_none__is_empty() -> None:
    assert guide("1999").sentences == ()


@pytest.mark.parametrize(
    "text, words",
    [
        ("[help", "不是有效的 TOML"),
        ("x = 1", "文件 里有不认识的“x”"),
        ('preface = "{unit}{name}"', "preface 里只能有 {unit} 和 {year}"),
        ("[help.t9.rows]", "没有“t9”这张表"),
        ("[help.t3.cells]", "help.t3 里有不认识的“cells”"),
        ('[help.t3.rows]\n"nobody" = "x"', "help.t3.rows 里的“nobody”不在表中"),
        ('[help.t3.rows]\n"new" = 1', "help.t3.rows 里的“new”不是文字"),
        ('[[sentence]]\nname = "甲"', "要有 name 和 clause"),
        ('[[sentence]]\nname = "甲"\nclause = [{some = "{}件"}]', "要有一个 {}"),
        ('[[sentence]]\nname = "甲"\nclause = [{of = ["t3/new/nobody"], some = "{}件"}]', "没有“t3/new/nobody”这个格"),
        ('[[sentence]]\nname = "甲"\nclause = [{of = ["t3/new/total"], some = "件"}]', "要有一个 {}"),
        ('[[sentence]]\nname = "甲"\nclause = [{some = "甲", nothing = "乙"}]', "不认识的“nothing”"),
    ],
)
def test_guide__that_does_not_fit__is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(EditionError) as refused:
        parse(text, "guides/x.toml", editions()["2021"])
    assert str(refused.value).startswith("guides/x.toml：")
    assert words in str(refused.value)
