"""The commands: each in a menu, each with a function, the keys said on the buttons."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from clerk_app.gui import commands
from clerk_app.gui.window import Window


def test_commands__all__stand_in_a_menu() -> None:
    listed = {name for names in commands.MENUS.values() for name in names.split()} - {"-", "recent"}
    assert listed == set(commands.COMMANDS)


def test_menus__letters__are_each_given_once(window: Window) -> None:
    menus = [m for m in window.menuBar().findChildren(QMenu) if m.title()]
    assert len(menus) >= len(commands.MENUS)
    for menu in menus:
        letters = [a.text().partition("&")[2][:1].upper() for a in menu.actions() if "&" in a.text()]
        assert len(letters) == len(set(letters)), menu.title()


def test_text_edits__in_a_field__act_on_it(window: Window, report: Path) -> None:
    window.filing.open(report)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QApplication.clipboard().setText("白石镇人民政府")
    listed = {a.text().partition("(")[0]: a for a in window.menus.edits.actions()}
    listed["全选"].trigger()
    listed["粘贴"].trigger()
    assert field.text() == "白石镇人民政府"


def test_tool_button__of_a_command__says_its_key_also_after_a_change(window: Window) -> None:
    action = window.commands["finding_previous"]
    button = commands.tool_button(action, window)
    action.setEnabled(True)
    assert button.text() == "上一处 ⇧F8"
