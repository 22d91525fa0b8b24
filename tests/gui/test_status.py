"""The line at the foot."""

import pytest

from clerk_app.gui.status import Status
from clerk_app.store.writer import SaveState


@pytest.mark.parametrize(
    "state, words",
    [
        (SaveState("saved"), "已保存 14:32"),
        (SaveState("saving"), "正在保存"),
        (SaveState("failed", "磁盘已满，请腾出空间。"), "未保存：磁盘已满，请腾出空间。"),
        (None, ""),
    ],
)
def test_saved__in_every_state__is_what_the_disk_has(state: SaveState | None, words: str) -> None:
    status = Status()
    status.tell_saved(state, "2026-01-05T14:32:07+08:00")
    assert status.saved.text() == words
    assert status._icon.pixmap().isNull() is not bool(words)
