"""Reports published in many layouts come back: every number in its cell, none in another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.report.model import Report
from tests.exchange.layouts import LAYOUTS, Layout
from tests.exchange.measure import measured, read


@pytest.mark.parametrize("key", ["2021", "2019"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layout__every_cell_filled__all_come_back(
    layout: Layout, key: str, published: Callable[..., Report], tmp_path: Path
):
    report = published(key)
    result = measured(layout.name, read(layout.make(report), layout.ending, tmp_path), report)
    assert (result.right, result.wrong) == (result.cells, 0)
    assert result.frame == ""
