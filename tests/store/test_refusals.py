from pathlib import Path

from clerk_app.errors import KnownError
from clerk_app.store.refusals import FileRefused, Locked, Missing, NewerFile


def test_refused__any__is_one_sentence_with_the_path_first() -> None:
    refused = Missing(Path("甲.zfnb"), "不存在：请核对文件名。")
    assert isinstance(refused, KnownError)
    assert isinstance(refused, FileRefused)
    assert str(refused) == "“甲.zfnb”不存在：请核对文件名。"
    assert refused.path == Path("甲.zfnb")


def test_newer__names_both_versions() -> None:
    refused = NewerFile(Path("甲.zfnb"), 3, 1)
    assert refused.version == 3
    assert str(refused) == (
        "“甲.zfnb”是更新版本的年报助手保存的（文件格式 3，本程序只认识到 1）：请更新本程序后再打开。"
    )


def test_locked__says_how_to_look_at_it_all_the_same() -> None:
    assert str(Locked(Path("甲.zfnb"))) == (
        "“甲.zfnb”正在另一个窗口或另一台电脑上编辑：请先在那边关闭，或以只读方式查看。"
    )
