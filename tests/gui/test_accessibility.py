"""What a screen reader is told, over the whole window: everything that can be reached has a name and a fitting role."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from clerk_app.gui import commands, settings_page, trouble
from clerk_app.gui.import_page import ImportPage
from clerk_app.gui.pages import TextPage
from clerk_app.gui.window import Window
from clerk_app.report.fields import PREVIOUS
from tests.gui.conftest import Until

Role = QAccessible.Role
# Roles that say nothing of what a thing does: nothing that takes the keys may have only such a one.
VAGUE = {Role.NoRole, Role.Client, Role.Border, Role.Pane, Role.Graphic, Role.Whitespace}
# Parts of Qt's own widgets: they take the keys for what is around them, which has the name.
INNER = ("qt_", "Scroll", "fileNameLabel")
TEXTS = {"preface": "前言。", "overview": "全年收到政府信息公开申请99件，XX，我们要,加强。"}


def within(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield root
    for at in range(root.childCount()):
        child = root.child(at)
        if child is not None and child.isValid():
            yield from within(child)


def seen(top: QWidget) -> list[QAccessibleInterface]:
    QCoreApplication.processEvents()
    root = QAccessible.queryAccessibleInterface(top)
    return [i for i in within(root) if not i.state().invisible]


def name(of: QAccessibleInterface) -> str:
    return of.text(QAccessible.Text.Name)


def told_badly(top: QWidget) -> list[str]:
    """What can have the keys or be pressed, and has no name or no fitting role."""
    bad: list[str] = []
    for each in seen(top):
        thing, state = each.object(), each.state()
        if thing is top or (isinstance(thing, QWidget) and thing.objectName().startswith(INNER)):
            continue
        if isinstance(thing, QWidget) and thing.focusProxy() is not None:
            continue  # who has the keys in its place is looked at
        if thing is None and each.role() in (Role.Cell, Role.TreeItem):
            continue  # a column with nothing in it says nothing; the official tables have a test of their own
        takes_keys = state.focusable and not (isinstance(thing, QWidget) and thing.focusPolicy() in _NO_STOP)
        pressed = each.role() in (Role.Button, Role.CheckBox, Role.ButtonMenu, Role.RadioButton, Role.Link)
        vague = each.role() in VAGUE and not isinstance(thing, QScrollArea)  # which the keys scroll
        if (takes_keys or pressed) and (not name(each).strip() or vague):
            around = thing.parent() if thing is not None else None
            bad.append(f"{each.role().name} {type(thing).__name__} in {type(around).__name__}: {name(each)!r}")
    return sorted(set(bad))


# What only a click gives the keys is no stop on the way of Tab: words that can be selected.
_NO_STOP = (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus)


@pytest.fixture
def full(window: Window, report: Path) -> Window:
    """A report with findings of all levels, last year's numbers and texts, a note."""
    window.filing.open(report)
    assert window.desk is not None
    cells = dict.fromkeys([c for c in window.desk.session.report.edition.cells if c.startswith("t3/")], 0)
    window.desk.session.edit({
        **cells, **TEXTS, "cover/issued": "2025-12-30",
        "t3/new/natural": 5, "t3/new/total": 7, "p1/rule/made": 1, "note/t3/new/natural": "待核对",
        PREVIOUS + "t3/new/natural": 3, PREVIOUS + "overview": "去年的话。全年公开12条。",
    })  # fmt: skip
    return window


def test_pages__all__name_everything_that_takes_the_keys(full: Window) -> None:
    assert full.desk is not None
    for key in full.desk.tabs.keys:
        full.desk.tabs.show_key(key)
        full.desk.page.setFocus()
        assert told_badly(full) == [], key


def test_cells__of_every_table__say_name_number_and_what_is_wrong(full: Window) -> None:
    assert full.desk is not None
    session = full.desk.session
    for part in session.report.edition.parts:
        if not part.tables:
            continue
        full.desk.tabs.show_key(part.key)
        grid = full.desk.grid
        assert grid is not None
        cells = [i for i in within(QAccessible.queryAccessibleInterface(grid.view)) if i.role() == Role.Cell]
        said = [name(cell) for cell in cells]
        for box in grid.model.sheet.figures:
            figure = session.report.figure(box.path)
            beginning = f"{grid.model.name(box.path)}，{'空白' if figure is None else figure}"
            assert [s for s in said if s.startswith(beginning)], box.path
    full.desk.tabs.show_key("applications")
    assert full.desk.grid is not None
    first = full.desk.grid.model.place("t3/new/natural").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "错误：" in first
    assert "备注：待核对" in first


def test_findings__all__are_buttons_that_say_level_and_message(full: Window) -> None:
    assert full.desk is not None
    rows = [row for row in full.desk.panel.rows if row.isVisible() and row.finding]
    assert rows
    for row in rows:
        told = QAccessible.queryAccessibleInterface(row)
        assert row.finding is not None
        assert told.role() == Role.Button
        assert name(told).endswith(row.finding.message)
        assert name(told).partition("：")[0] in ("错误", "需说明", "未填", "提示")


def test_finding__pressed_through_a_screen_reader__leads_to_its_place(full: Window, until: Until) -> None:
    assert full.desk is not None
    row = next(r for r in full.desk.panel.rows if r.finding and r.finding.field == "cover/issued")
    full.desk.tabs.show_key("others")
    QAccessible.queryAccessibleInterface(row).actionInterface().doAction("Press")
    desk = full.desk
    until(lambda: desk.tabs.key == "cover")


def test_bars_and_forms__opened__name_everything(full: Window) -> None:
    assert full.desk is not None
    full.desk.tabs.show_key("overview")
    page = full.desk.page
    assert isinstance(page, TextPage)
    page.editor.find.open(replacing=True)
    page.editor.pick_field("")
    assert page.fee is not None
    page.fee.ask()
    page.note.write()
    full.messages.say("已导出。", "done", ("打开", int))
    assert told_badly(full) == []
    for row in full.desk.panel.rows[:3]:
        row.why.setChecked(True)
        row.write_reason()
    assert told_badly(full) == []


def test_start_and_new__name_everything(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    window.filing.close()
    until(lambda: "填报" in window.start_page.list.item(0).text())
    assert told_badly(window) == []
    window.show_new(None)
    assert told_badly(window) == []


VISITED = ("seal", "verify", "collect")
OPENED = ("history", "compare", "bindings", "backups", "settings", "forms", "manual")


@pytest.mark.parametrize("command", OPENED)
def test_windows__of_commands__name_everything(
    full: Window, command: str, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_page.machine, "survey", dict)
    full.commands[command].trigger()
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not full and w.isWindow()]
    (page,) = others
    until(page.isActiveWindow)
    assert name(QAccessible.queryAccessibleInterface(page)).startswith("年报助手")
    assert told_badly(page) == []


@pytest.mark.parametrize("command", VISITED)
def test_pages__in_the_place_of_the_report__name_everything(full: Window, command: str, until: Until) -> None:
    assert full.desk is not None
    full.commands[command].trigger()
    until(lambda: full.rooms.currentWidget() is not full.desk)
    assert told_badly(full) == []


def test_import__of_a_published_report__names_everything(window: Window, tmp_path: Path, until: Until) -> None:
    from clerk_app import formats
    from clerk_app.gui import import_page
    from clerk_app.session import fresh

    path = tmp_path / "去年.html"
    path.write_bytes(formats.make(".html", fresh("青石镇人民政府", 2024), ""))
    import_page.read(window, path)
    until(lambda: window.findChild(ImportPage))
    assert told_badly(window.findChild(ImportPage)) == []


def test_trouble__dialog__names_everything(window: Window, until: Until) -> None:
    trouble.show(window, "ValueError")
    box = window.findChild(QWidget, "trouble")
    until(box.isVisible)
    assert told_badly(box) == []
    box.close()


def test_commands__all__have_words_of_their_own(window: Window) -> None:
    """Menus, too, are told by their words alone."""
    words = [action.text().partition("(")[0].rstrip("…") for action in window.commands.values()]
    assert sorted(set(words)) == sorted(words)
    assert set(OPENED) <= set(commands.COMMANDS)


def test_walk__of_a_nameless_field__finds_it(window: Window, report: Path) -> None:
    """The test of the tests: a field without a name is told."""
    from PySide6.QtWidgets import QLineEdit

    window.filing.open(report)
    bare = QLineEdit(window)
    bare.show()
    assert any("QLineEdit" in bad for bad in told_badly(window))
