"""GLYPH: each character that no face can print, once in each text, at its first place."""

import pytest

from clerk_app.check.glyphs import findings


@pytest.mark.parametrize(
    "values, places",
    [
        ({"overview": "甲乙丙"}, []),
        ({"overview": "乙 乙\n丙"}, []),
        ({"overview": "甲龘乙龘"}, [("overview", 1, "龘")]),
        ({"overview": "龘", "unit": "龘镇人民政府"}, [("unit", 0, "龘"), ("overview", 0, "龘")]),
    ],
)
def test_glyph__character_without_a_glyph__is_found_once_a_text(values: dict, places: list, make) -> None:
    found = findings(make(values), lambda character: character != "龘")
    assert [
        (f.passage.part if f.passage else f.field, f.passage.start if f.passage else 0, "龘") for f in found
    ] == places
    assert all("龘" in f.message for f in found)
