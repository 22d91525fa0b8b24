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
