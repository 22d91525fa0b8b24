"""The line of every key of an edition file, as its complaints name it."""

import pytest

from clerk_app.form.source import Place, line_of, lines_of

TEXT = """edition = "2021"
years = { from = 2021 }
[[part]]
key = "a"   # comment
[[part]]
key = "b"
[[part.table]]
key = "t1"
rows = \"\"\"
key = not a key
\"\"\"
[part.table.short]
"new" = "本年新收"
"done.total" = "总计"
[[part.table]]
key = "t2"
columns = \"\"\"one line\"\"\"
unit = "件"
[[ rule ]]
id = 'R'
"""


@pytest.mark.parametrize(
    "place, line",
    [
        (("edition",), 1),
        (("years",), 2),
        (("years", "from"), 2),
        (("part", 0), 3),
        (("part", 0, "key"), 4),
        (("part", 1, "key"), 6),
        (("part", 1, "table", 0), 7),
        (("part", 1, "table", 0, "key"), 8),
        (("part", 1, "table", 0, "rows"), 9),
        (("part", 1, "table", 0, "short"), 12),
        (("part", 1, "table", 0, "short", "new"), 13),
        (("part", 1, "table", 0, "short", "done.total"), 14),
        (("part", 1, "table", 1, "key"), 16),
        (("part", 1, "table", 1, "unit"), 18),
        (("rule", 0), 19),
        (("rule", 0, "id"), 20),
        (("rule", 0, "nowhere"), 19),
        (("nowhere",), 1),
    ],
)
def test_line_of__place__is_its_line_or_that_around_it(place: Place, line: int) -> None:
    assert line_of(lines_of(TEXT), place) == line
