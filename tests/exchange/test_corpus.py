"""Reports published in many layouts come back: every number in its cell, none in another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.report.model import Report
from tests.exchange.layouts import LAYOUTS, Layout
from tests.exchange.measure import measured, read

PRINTS = sorted((Path(__file__).parent / "prints").iterdir())
# What these do not say any more: words and numbers printed over each other, a table cut off at the paper's edge, cells
# without the widths of their columns, numbers column by column, places that differ from page to page.
LOST = {"stranger-calc": 0.0, "flex-print": 0.0, "flex-saved": 0.3, "cms-raw": 0.3, "own-layout": 0.4}
LOST |= {"cms-layout": 0.9, "word-page-print": 0.9, "plain-writer": 0.9}
# The date of the cover stands in a table of its own; blanks between Latin and Chinese characters are the printer's.
LOST |= {"own-book": 1.0, "word-layout": 1.0, "word-text": 1.0}
PUBLISHED = sorted((Path(__file__).parent / "published").iterdir())


@pytest.mark.parametrize("key", ["2021", "2019"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layout__every_cell_filled__all_come_back(
    layout: Layout, key: str, published: Callable[..., Report], tmp_path: Path
):
    report = published(key)
    result = measured(layout.name, read(layout.make(report), layout.ending, tmp_path), report)
    assert (result.right, result.wrong) == (result.cells, 0)
    assert result.frame == ""


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_layout__made_by_libreoffice__all_come_back(path: Path, published: Callable[..., Report], tmp_path: Path):
    _, key, every, ending = path.name.split(".")
    report = published(key, int(every))
    result = measured(path.name, read(path.read_bytes(), ending, tmp_path), report)
    assert (result.right, result.wrong) == (result.cells, 0)
    assert result.frame == ""


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.name)
def test_layout__page_printed_saved_or_copied__all_come_back_and_none_is_wrong(
    path: Path, published: Callable[..., Report], tmp_path: Path
):
    stem, key, every, ending = path.name.split(".")
    report = published(key, int(every))
    result = measured(path.name, read(path.read_bytes(), ending, tmp_path), report)
    assert result.wrong == 0
    assert result.recall >= LOST.get(stem, 1.0)
    assert stem in LOST or result.frame == ""


@pytest.mark.parametrize("layout", [x for x in LAYOUTS if x.ending != "txt"], ids=lambda layout: layout.name)
def test_layout__blank_cells__stay_blank_and_no_other_moves(
    layout: Layout, published: Callable[..., Report], tmp_path: Path
):
    report = published("2021", 3)
    result = measured(layout.name, read(layout.make(report), layout.ending, tmp_path), report)
    assert (result.right, result.wrong) == (result.cells, 0)
