"""Reports as they are found on web sites, in files of other hands and copied as text: every number in its cell."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path

import pytest

from clerk_app.report.model import Report
from tests.exchange.copied import COPIED
from tests.exchange.layouts import Change, Writer, page_of
from tests.exchange.measure import measured, read
from tests.exchange.newcomers import NEWCOMERS
from tests.exchange.offices import OFFICES
from tests.exchange.sites import SITES
from tests.exchange.strangers import STRANGERS
from tests.exchange.unseen import UNSEEN

Layout = tuple[str, Sequence[Change], Writer]
FOUND: dict[str, Layout] = {
    **{f"copied: {name}": ("txt", *layout) for name, layout in COPIED.items()},
    **{f"site: {name}": ("html", *layout) for name, layout in SITES.items()},
    **{f"office: {name}": layout for name, layout in OFFICES.items()},
    **{f"stranger: {name}": layout for name, layout in STRANGERS.items()},
    **{f"newcomer: {name}": layout for name, layout in NEWCOMERS.items()},
    **{f"unseen: {name}": layout for name, layout in UNSEEN.items()},
}
# Blank cells leave no trace in these: nobody can know which of the numbers of a row are left.
TRACELESS = {
    "copied: a cell a paragraph",
    "copied: words of a PDF",
    "stranger: blank cells dropped",
    "stranger: wide blanks",
    "stranger: interrupted, a cell a paragraph",
    "unseen: grid",
}
# The order of the columns cannot be told from lines of text, where the header has two rows: told, not taken.
REFUSED = {"unseen: totals first by tabs"}


def page(report: Report, name: str) -> bytes:
    _, changes, write = FOUND[name]
    return write(reduce(lambda page, change: change(page), changes, page_of(report)))


def folded(value: object) -> str:
    """Brackets and blanks come as the source has them."""
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


@pytest.mark.parametrize("key", ["2021", "2019"])
@pytest.mark.parametrize("name", FOUND)
def test_found__every_cell_filled__all_come_back(name: str, key: str, published: Callable[..., Report], tmp_path: Path):
    report = published(key)
    found = read(page(report, name), FOUND[name][0], tmp_path)
    result = measured(name, found, report)
    assert result.wrong == 0
    assert result.right == result.cells or name in REFUSED
    paths = ("unit", "year", "cover/issued", *report.edition.passages)
    assert {p: folded(found.values.get(p)) for p in paths} == {p: folded(report.values.get(p)) for p in paths}


@pytest.mark.parametrize("key", ["2021", "2019"])
@pytest.mark.parametrize("name", FOUND)
def test_found__blank_cells__no_number_in_another_cell(
    name: str, key: str, published: Callable[..., Report], tmp_path: Path
):
    report = published(key, 3)
    result = measured(name, read(page(report, name), FOUND[name][0], tmp_path), report)
    assert result.wrong == 0
    assert name in TRACELESS | REFUSED or result.recall > 0.9
