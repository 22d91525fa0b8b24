"""The entrance: the same bytes, the marks, and text that means harm."""

import pytest

from clerk_app.paper.pdf import Draft, Final, make, missing


@pytest.mark.parametrize(
    "text",
    [
        '<b>粗</b> & <img src="file:///etc/passwd"/> <font color="[[].__class__]">x</font>',
        "(未配对的括号\\ \\) Tj ET endstream",
        "%PDF { } \\u0041 &#65;",  # doubled braces are the writing of one: report.passage
    ],
)
def test_markup__in_the_text__is_printed_as_it_is(sample, read, text):
    printed = read(make(sample(others=text), mark=Draft()))
    assert text.replace(" ", "") in printed.replace(" ", "")


@pytest.mark.parametrize(
    "text", ["😀👨‍👩‍👧", "e\u0301\u0301\u0301", "\u0301", "𠮷", "\u200b\ufeff\u202e", "a" * 300, "（" * 300, " "]
)
def test_strange_characters__anywhere__never_stop_the_print(sample, text):
    for changes in ({"others": text}, {"unit": text + "镇"}, {"overview": f"（一）{text}。{text}"}):
        assert make(sample(**changes), mark=Draft())[:5] == b"%PDF-"


def test_character__that_no_face_has__prints_as_geta_copies_as_itself_and_is_named(sample, read):
    report = sample(others="见😀。")
    assert missing(report) == [("others", 1, "😀")]
    data = make(report, mark=Draft())
    assert "😀" in read(data)


def test_report__without_anything__still_prints(sample):
    from clerk_app.report.model import empty

    full = sample()
    assert make(empty(full.edition, {"unit": "某镇", "year": 2024}), mark=Draft())[:5] == b"%PDF-"


def test_draft__given_a_machine_time_or_words__prints_what_people_read():
    assert Draft("2025-01-10T15:20:33+08:00").words == "草稿　最后修改：2025年1月10日 15:20"
    assert Draft("今天上午").words == "草稿　最后修改：今天上午"
    assert Draft().words == "草稿"


def test_final__sealed_again__names_the_revision():
    assert Final("ABCD").words == "第 1 次定稿　核对码 ABCD"
    assert Final("ABCD", 2).words == "第 2 次定稿　核对码 ABCD"
