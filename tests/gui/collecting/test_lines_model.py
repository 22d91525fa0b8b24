"""The list as Qt sees it: words, marks, tints; only what is asked for is fetched."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clerk_app.gui.collecting.lines_model import STATE, UNIT, WARNINGS, WORDS, LinesModel, mark_of, text
from clerk_app.gui.collecting.work import Work
from clerk_app.gui.palette import LIGHT


def test_model__sorted_by_state__the_gravest_first_with_word_mark_and_tint(work: Work) -> None:
    assert work.made is not None
    of = QWidget()
    model = LinesModel(of)
    work.made.expect(["东关镇人民政府"])
    work.made.settle()
    model.show(work.made, work.made.lines("state"))
    rows = [[model.data(model.index(r, c)) for c in (STATE, UNIT)] for r in range(model.rowCount())]
    assert rows[:3] == [["读不了", "（坏.zfnb）"], ["有错误", "白云镇人民政府"], ["重复报送", "黑水镇人民政府"]]
    assert ["未报送", "东关镇人民政府"] in rows
    first, last = model.index(0, WORDS), model.index(model.rowCount() - 1, WORDS)
    assert model.data(first, Qt.ItemDataRole.BackgroundRole) == LIGHT.error.soft
    assert model.data(last, Qt.ItemDataRole.BackgroundRole) is None  # a copy
    assert "不是年报文件" in str(model.data(first, Qt.ItemDataRole.ToolTipRole))
    assert model.data(model.index(0, STATE), Qt.ItemDataRole.DecorationRole) is not None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "情况"
    for row in range(model.rowCount()):
        entry = model.entry(row)
        assert entry is not None
        assert model.row_of(entry) == row
    model.show(None)
    assert (model.rowCount(), model.entry(0)) == (0, None)


def test_mark__what_counts_with_an_open_question__is_marked(work: Work) -> None:
    assert work.made is not None
    entry = next(e for e in work.made.entries() if e.path.stem == "花山")
    assert mark_of(type(entry)(entry.state, entry.words, entry.row._replace(open=0))) == "done"
    asked = type(entry)(entry.state, entry.words, entry.row._replace(open=1, warnings=2))
    assert mark_of(asked) == "warning"
    assert text(asked, WARNINGS) == "2（1 未说明）"
