"""Sentences: where they end, which one is meant, which are last year's."""

from clerk_app.report.sentences import sentence_at, sentences, unchanged

TEXT = "（一）主动公开情况。全年公开信息12条；无差错。\n　　加强“学习”，他说：“好。”收到申请！\n\n没有句号"


def words(found: tuple[int, int] | None, text: str = TEXT) -> str:
    return text[found[0] : found[1]] if found else ""


def test_sentences__of_a_passage__end_at_marks_and_lines() -> None:
    assert [words(s) for s in sentences(TEXT)] == [
        "（一）主动公开情况。",
        "全年公开信息12条；",
        "无差错。",
        "加强“学习”，他说：“好。”",
        "收到申请！",
        "没有句号",
    ]


def test_sentence_at__a_place__is_the_one_around_it() -> None:
    assert words(sentence_at(TEXT, TEXT.index("12"))) == "全年公开信息12条；"
    assert words(sentence_at(TEXT, TEXT.index("\n"))) == "无差错。"
    assert words(sentence_at(TEXT, len(TEXT))) == "没有句号"
    assert sentence_at(TEXT, TEXT.index("\n\n") + 1) is None
    assert sentence_at("", 0) is None


def test_unchanged__sentences_of_last_year__are_found_but_headings_are_not() -> None:
    previous = "（一）主动公开情况。全年公开信息12条；全部准确。\n加强学习和宣传工作。"
    now = "（一）主动公开情况。全年公开信息12条；无差错。\n加强学习和宣传工作。好。"
    assert [words(s, now) for s in unchanged(now, previous)] == ["全年公开信息12条；", "加强学习和宣传工作。"]
    assert unchanged(now, "") == []
