"""Initials of Chinese words."""

from clerk_app.form.edition import Edition
from clerk_app.form.initials import by_sound, initials
from clerk_app.form.names import cell_name


def test_initials__of_words_of_the_form__are_their_sounds() -> None:
    assert initials("本年新收") == "bnxs"
    assert initials("行政复议·结果维持") == "xzfyjgwc"
    assert initials("阿昂杂座") == "aazz"
    assert initials("表三·1.属于国家秘密A") == "bs1sygjmma"
    assert initials("𠀀、“") == ""


def test_initials__of_every_cell__leave_no_character_out(edition: Edition) -> None:
    for path in edition.cells:
        name = [c for c in cell_name(edition, path) if c.isalnum()]
        assert len(initials(cell_name(edition, path))) == len(name), cell_name(edition, path)


def test_by_sound__names_of_towns__in_the_order_of_a_dictionary() -> None:
    assert sorted(["花山镇", "青石镇", "白云镇", "东关镇", "\U0002a6a5"], key=by_sound)[-4:] == [
        "白云镇", "东关镇", "花山镇", "青石镇",
    ]  # fmt: skip
