"""Tables that have become lines of text."""

from clerk_app.exchange.reading import streams
from clerk_app.exchange.reading.placing import Placed
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions


def read(part: str, *lines: str) -> tuple[Placed, list[str]]:
    placed = Placed(editions()["2021"], words())
    return placed, streams.read(lines, editions()["2021"].part(part), placed)


def test_label_broken_into_lines__read__joined():
    placed, loose = read("applications", "（二）部分公开（区分处理的，", "只计这一情形，不计其他情形） 1 2 3 4 5 6 21")
    assert [placed.numbers[f"t3/done.partial/{c}"] for c in ("natural", "legal.other", "total")] == [1, 6, 21]
    assert loose == []


def test_cells_by_tabs__some_blank__by_place():
    placed, _ = read(
        "disclosure", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t\t0\t", "行政规范性文件\t2\t1\t9"
    )
    assert placed.numbers == {
        "p1/rule/void": 0, "p1/normative/made": 2, "p1/normative/void": 1, "p1/normative/valid": 9,
    }  # fmt: skip
    assert placed.blank == {"p1/rule/made", "p1/rule/valid"}


def test_too_few_numbers__read__none_taken_and_told():
    placed, _ = read("disclosure", "规章", "1", "2")
    assert placed.numbers == {}
    assert placed.doubts[0].source == "规章 1 2"


def test_header_in_another_order__read__none_taken_and_told():
    placed, _ = read("disclosure", "信息内容", "本年废止件数", "本年制发件数", "现行有效件数", "规章", "1", "2", "3")
    assert placed.numbers == {}
    assert "次序" in placed.doubts[0].why


def test_sentence_between_tables__read__handed_back():
    _, loose = read("disclosure", "注：以上数据由司法所提供。", "规章 1 2 3")
    assert loose == ["注：以上数据由司法所提供。"]


def test_row_that_begins_with_a_blank_cell__read__not_shifted():
    names = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
    header = [f"{names}\t未经复议直接起诉\t复议后起诉", f"{names}\t{names}"]
    placed, _ = read("disputes", *header, "\t" + "\t".join(map(str, range(2, 16))))
    assert "t4/cases/review.upheld" in placed.blank
    assert placed.numbers["t4/cases/review.corrected"] == 2
    assert placed.numbers["t4/cases/suit.after.total"] == 15


def test_cells_a_line_with_blank_ones__read__not_guessed():
    placed, _ = read("disclosure", "规章", "", "1", "", "2")
    assert placed.numbers == {}
    assert placed.doubts


def test_label_written_around_its_values__read__joined():
    """其他 alone is the name of another row."""
    placed, _ = read(
        "applications", "2.其他  1  2  3  4  5  6  21", "法律行政", "法规禁止公开", "3.其他  0  0  0  0  0  0  0"
    )
    assert placed.numbers["t3/done.refuse.banned/total"] == 21
    assert placed.numbers["t3/done.other.rest/total"] == 0


def test_values_over_two_lines__read__none_is_taken():
    placed, loose = read(
        "applications", "1.属于国家秘密  1  1  1  1  1  1  1", "x", "038  039  040  041  042  043  044"
    )
    assert placed.numbers == {}
    assert placed.doubts[-1].why == "后面还有不知属于哪一行的数，没有填。"
    assert loose == ["x 038 039 040 041 042 043 044", "x"]


def test_blank_cells_left_out_and_padded__read__not_shifted():
    """Some converters give every row the same number of bars."""
    lines = ("一、本年新收政府信息公开申请数量 | 3 | 3 | |||||||", "二、上年结转政府信息公开申请数量 | 1 | 1 | |||||||")
    placed, _ = read("applications", *lines, "（一）予以公开 | 3 | 3 | ||||||")
    assert placed.numbers == {}
    assert [d.why for d in placed.doubts] == ["应有 7 个数，分不清是哪几格，没有填。"] * 3


def test_head_broken_through_narrow_cells__read__by_the_order_of_the_form_and_told():
    """As text comes out of a PDF: every line of the head has a piece of every cell."""
    heads = ("行政复议 行政诉讼", "未经复议直接起诉 复议后起诉")
    pieces = ["".join(c) for c in ("结结其尚总" * 3, "果果他未计" * 3, "维纠结审" * 3, "持正果结" * 3)]
    placed, _ = read("disputes", *heads, *(" ".join(p) for p in pieces), " ".join(map(str, range(15))))
    assert placed.numbers["t4/cases/suit.after.total"] == 14
    assert placed.doubts[0].why == "表头的字散在几行里，按表样的次序取。"
