"""Words of people where Qt expects markup, and dates as they are said."""

from datetime import date
from pathlib import Path

import pytest

from clerk_app.gui.wording import deadline_words, free_path, looking, menu_text, plain
from clerk_app.store.refusals import FileRefused, Locked, ReadOnly


@pytest.mark.parametrize(
    "today, words",
    [
        (date(2026, 1, 19), "截止 2026年1月31日，还有 12 天"),
        (date(2026, 1, 31), "截止 2026年1月31日，就是今天"),
        (date(2026, 2, 2), "截止 2026年1月31日，已过 2 天"),
        (date(2026, 4, 1), "截止 2026年1月31日，已过 60 天"),
        (date(2026, 4, 2), "截止 2026年1月31日，已过"),
    ],
)
def test_deadline__seen_from_a_day__is_said(today: date, words: str) -> None:
    assert deadline_words(2025, (1, 31), today) == words


def test_texts__with_markup__are_shown_to_the_letter() -> None:
    assert plain("<b>&\n") == "<qt>&lt;b&gt;&amp;<br></qt>"
    assert plain("") == ""
    assert menu_text("甲&乙") == "甲&&乙"


def test_free_path__taken_twice__gets_a_number(tmp_path: Path) -> None:
    for expected in ("甲.zfnb", "甲（2）.zfnb", "甲（3）.zfnb"):
        path = free_path(tmp_path, "甲.zfnb")
        assert path.name == expected
        path.touch()


NOW = "那边关闭以后，请按“改为编辑”。"


@pytest.mark.parametrize(
    "refused, again, words",
    [
        (Locked(Path("甲")), "", f"打开时“甲”正在另一个窗口或另一台电脑上编辑；{NOW}"),
        (Locked(Path("甲")), "09:30:05", f"09:30:05 又试过，“甲”仍在另一个窗口或另一台电脑上编辑；{NOW}"),
        (ReadOnly(Path("甲")), "", "“甲”或它所在的文件夹是只读的；要编辑，请复制到自己的文件夹再打开。"),
    ],
)
def test_looking__at_what_another_edits__says_what_to_do_now(refused: FileRefused, again: str, words: str) -> None:
    assert looking(refused, again) == words
