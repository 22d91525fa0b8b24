"""What a cell says to tooltips, screen readers and its painter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from clerk_app.check.finding import Finding
from clerk_app.form.sheet import sheet
from clerk_app.gui.grid_model import FigureModel, marks_of
from clerk_app.session import Session

Role = Qt.ItemDataRole


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2024) as session:
        yield session


def model_of(session: Session, part: str) -> FigureModel:
    return FigureModel(session, sheet(session.report.edition.part(part)))


def finding(level: str, *cells: str, rule: str = "X") -> Finding:
    return Finding(rule, level, "错。", "", "", cells)  # type: ignore[arg-type]


def test_marks__two_findings__the_graver_one_marks_the_cell() -> None:
    marks = marks_of([finding("error", "a", "b"), finding("warning", "b", "c")])
    assert {cell: (m.level, m.primary) for cell, m in marks.items()} == {
        "a": ("error", True),
        "b": ("error", False),
        "c": ("warning", False),
    }
    assert len(marks["b"].findings) == 2


def test_marks__blank_cells__have_none() -> None:
    assert marks_of([finding("error", "a", rule="BLANK")]) == {}


def test_accessible_text__blank_cell__full_name_and_blank(session: Session) -> None:
    model = model_of(session, "applications")
    assert model.place("t3/done.open/natural").data(Role.AccessibleTextRole) == "表三·自然人·（一）予以公开，空白"


def test_accessible_text__cell_with_a_finding__says_it(session: Session) -> None:
    model = model_of(session, "disclosure")
    session.edit({"p1/rule/made": 2})
    model.refresh()
    said = model.place("p1/rule/made").data(Role.AccessibleTextRole)
    assert said.startswith("表二·规章·本年制发，2，需说明：规章")


@pytest.mark.parametrize("part", ["disclosure", "applications", "disputes"])
def test_accessible_text__every_figure__has_a_name_of_its_own(session: Session, part: str) -> None:
    model = model_of(session, part)
    names = [model.place(b.path).data(Role.AccessibleTextRole) for b in model.sheet.figures]
    assert len(set(names)) == len(names)


def test_tooltip__finding__is_escaped(session: Session) -> None:
    model = model_of(session, "disclosure")
    session.edit({"p1/rule/made": 2})
    model.refresh()
    tip = model.place("p1/rule/made").data(Role.ToolTipRole)
    assert tip.startswith("<qt>需说明：")
    assert not model.place("p1/rule/void").data(Role.ToolTipRole)


def test_labels_of_stacked_tables__are_no_cells(session: Session) -> None:
    model = model_of(session, "disclosure")
    assert model.index(0, 0).flags() == Qt.ItemFlag.NoItemFlags
    assert model.index(0, 0).data() == "第二十条第（一）项"


def test_set_data__word__is_refused_and_told(session: Session) -> None:
    model = model_of(session, "applications")
    told: list[str] = []
    model.refused.connect(told.append)
    assert not model.setData(model.place("t3/new/natural"), "三")
    assert told == ["表三·自然人·本年新收：“三”不是件数：请填 0 或正整数，不带正负号、单位和文字。"]


def test_set_data__number__is_one_step_with_a_name(session: Session) -> None:
    model = model_of(session, "applications")
    labels: list[str] = []
    session.listen(lambda changed: labels.append(changed.label))
    assert model.setData(model.place("t3/new/natural"), "３")
    assert labels == ["填写表三·自然人·本年新收"]


def test_place__cell_of_another_part__is_none(session: Session) -> None:
    assert not model_of(session, "disputes").place("t3/new/natural").isValid()


def test_header_data__column__is_its_innermost_label(session: Session) -> None:
    model = model_of(session, "applications")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "商业企业"
    assert model.headerData(3, Qt.Orientation.Vertical) == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
