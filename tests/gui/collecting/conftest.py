"""A folder as a city office receives it, and a collection of it in work."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk_app.gui.background import Worker
from clerk_app.gui.collecting.page import CollectingPage, show_collecting
from clerk_app.gui.collecting.work import Work
from clerk_app.gui.window import Window

Until = Callable[[Callable[[], object]], None]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(put: Callable[..., Path]) -> Path:
    """花山 (with a warning answered) and 青石 count, 白云 is faulty, 红旗 a draft, 黑水 has sent two that differ, 坏 is
    no report, a copy of 青石, and last year's of 松柏."""
    put("花山.zfnb", "花山镇人民政府", 1, {"answer/JUMP t3/new/natural": "承接了两个乡镇的申请。"})
    good = put("青石.zfnb", "青石镇人民政府", 2)
    put("白云.zfnb", "白云镇人民政府", 1, {"t3/new/total": 99})
    put("红旗.zfnb", "红旗镇人民政府", seal=False)
    put("黑水一.zfnb", "黑水镇人民政府")
    put("黑水二.zfnb", "黑水镇人民政府", 3)
    put("松柏.zfnb", "松柏镇人民政府", 1, {"year": 2024})
    shutil.copy(good, good.with_name("青石副本.zfnb"))
    good.with_name("坏.zfnb").write_bytes(b"junk" * 100)
    return good.parent


@pytest.fixture
def work(application: object, folder: Path, until: Until) -> Iterator[Work]:
    """The folder, read."""
    paper = Worker()
    work = Work(paper)
    work.add([folder])
    until(lambda: work.finished)
    yield work
    work.leave()
    paper.stop()


@pytest.fixture
def page(window: Window, folder: Path, until: Until) -> CollectingPage:
    """The room in the window, with the folder in it."""
    show_collecting(window, [folder])
    page = window.findChild(CollectingPage)
    assert page is not None
    until(lambda: page.work.finished)
    return page
