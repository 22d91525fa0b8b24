"""The faces of texts in the window."""

import pytest
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from clerk_app import RESOURCES
from clerk_app.gui.faces import dressed, families


def test_families__of_all_levels__are_those_of_the_paper(application: QApplication) -> None:
    if not (RESOURCES / "fonts" / "FangSong.ttf").is_file():
        pytest.skip("the faces are not built")
    body, first, second, third = (families(level) for level in range(4))
    assert body[0] == third[0]
    assert len({body[0], first[0], second[0]}) == 3
    assert QFontInfo(dressed(QFont(application.font()))).family() == body[0]
