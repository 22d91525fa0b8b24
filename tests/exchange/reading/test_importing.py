"""The door: refusals name the file."""

from pathlib import Path

import pytest

from clerk_app.exchange.reading.importing import recognised
from clerk_app.exchange.reading.source import Unreadable
from clerk_app.form.edition import editions


def test_file_that_is_no_report__recognised__named(tmp_path: Path):
    path = tmp_path / "日记.txt"
    path.write_text("今天天气很好。", "utf-8")
    with pytest.raises(Unreadable, match=r"“日记\.txt”：没有认出"):
        recognised(path, editions())


def test_report__recognised_as_an_edition__of_that_edition(tmp_path: Path):
    path = tmp_path / "报告.txt"
    path.write_text("一、总体情况\n正文。", "utf-8")
    assert recognised(path, editions(), "2019").edition.key == "2019"
