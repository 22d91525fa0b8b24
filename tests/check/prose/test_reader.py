"""What earlier words settle for later ones: matter, time, organ, parts."""

import pytest

from clerk_app.check.prose.reader import Mention, paragraph, read
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.form.edition import editions


def mentions(text: str) -> list[tuple[str, Mention]]:
    """Each with the words of its number."""
    found = read(text, vocabulary(editions()["2021"].speech, 2025, "township"))
    return [(line[m.start : m.end], m) for line, r in zip(text.split("\n"), found, strict=True) for m in r.mentions]


def bound(text: str) -> list[str]:
    return [words for words, m in mentions(text) if m.topics]


def test_read__matter__lasts_until_another_or_a_new_heading() -> None:
    assert bound("（二）依申请公开。办结12件。人大建议办结5件。") == ["12件"]
    assert bound("（二）依申请公开。\n2025年办结12件。") == ["12件"]
    assert bound("（二）依申请公开。办结12件。\n（三）管理。办结5件。") == ["12件"]


def test_read__other_time__lasts_until_the_semicolon_or_this_year() -> None:
    assert bound("依申请公开：2024年收到8件，办结8件，2025年收到13件。") == ["13件"]
    assert bound("依申请公开：去年收到8件；收到13件。") == ["13件"]


def test_read__other_organ__is_said_of_its_number() -> None:
    assert [m.wide for _, m in mentions("全市收到申请300件，我镇收到申请13件。")] == [True, False]


def test_read__share__is_of_the_number_before() -> None:
    assert [m.share for _, m in mentions("办结申请12件，予以公开6件，占50%。")] == [False, False, True]


def test_read__disclosed__is_the_whole_only() -> None:
    texts = {
        "全年共公开信息70条。": True,
        "全年政府信息公开70份文件。": True,
        "公开信息70条。": False,
        "全年通过网站公开信息70条。": False,
        "全市共公开信息70条。": False,
        "去年共公开信息70条。": False,
    }
    assert {t: mentions(t)[0][1].disclosed for t in texts} == texts


def test_read__said__is_the_phrase_around_the_number() -> None:
    text = "本年度共收到政府信息公开申请13件，其中3件予以公开。"
    assert [text[slice(*m.said)] for _, m in mentions(text)] == ["收到政府信息公开申请13件", "3件予以公开"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "（", "）" * 50, "《“", "1", "一", "，，，。。", "\u202e\u0000", "𠮷" * 50]
)
def test_read__odd_text__is_read(text: str) -> None:
    assert mentions(text) == [] or text == "1"


def test_read__paragraph_read_before__is_not_read_again() -> None:
    mentions("收到申请13件。\n办结12件。")
    known = paragraph.cache_info().misses
    mentions("收到申请13件。\n办结12件。\n结转1件。")
    assert paragraph.cache_info().misses == known + 1


def test_read__same_words_after_another_matter__are_read_anew() -> None:
    assert bound("收到申请13件。\n办结12件。") == ["13件", "12件"]
    assert bound("办理人大建议13件。\n办结12件。") == []
