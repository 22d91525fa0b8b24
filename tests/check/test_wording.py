"""WORD-CHARACTER, WORD-CONFUSED, WORD-PUNCTUATION, WORD-DOUBLED: the wording of a passage."""

import pytest

from clerk_app.check.wording import lists, of_text, standard, unpaired


def found(text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.passage.text if f.passage else "") for f in of_text("overview", text)]


def messages(text: str) -> list[str]:
    return [f.message for f in of_text("overview", text)]


def test_standard__is_the_whole_table() -> None:
    assert len(standard()) == 8105
    assert {"一", "査", "检"} & standard() == {"一", "检"}


def test_word_character__outside_the_table__is_found_once_with_its_number() -> None:
    assert messages("上级来检査时，检査很细。") == ["“査”不是规范汉字，在“上级来检査时，检査”处，共 2 处。"]


@pytest.mark.parametrize("text", ["检查、堃、喆、镕、㛃、𬭚。", "〇、々、A、1、①、。", ""])
def test_word_character__in_the_table_or_no_character__is_silent(text: str) -> None:
    assert found(text) == []


def test_word_character__hostile_text__gives_a_bounded_number() -> None:
    assert len(of_text("overview", "".join(chr(0x20000 + i) for i in range(5000)))) == 50


@pytest.mark.parametrize("wrong, right", lists().confused.items())
def test_word_confused__every_entry__is_found(wrong: str, right: str) -> None:
    word = wrong.rstrip("#")
    text = "工作" + wrong.replace("#", "2025年") + "有序。"
    found = [f for f in of_text("overview", text) if f.rule == "WORD-CONFUSED"]
    assert [f.message for f in found] == [f"“{word}”疑为“{right}”，在“{text[: len(word) + 6]}”处。"]


@pytest.mark.parametrize(
    "text",
    [
        "报名截止时间为月底，截至2025年12月31日。",
        "侧重、部署、安装、度假、账号、账户、台账。",
        "自己、已经、给予、予以公开、建立健全、健全制度、落实。",
        "答复、回复、复议、诉讼、年度、条例、办理、受理。",
    ],
)
def test_word_confused__right_words__are_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["公开信息,更新目录。", "情况;问题", "说明:如下", "花山镇(临江市)", "好!", "工作有序.\n"]
)
def test_punctuation__half_width_in_chinese__is_a_hint(text: str) -> None:
    assert [(f.rule, f.level) for f in of_text("overview", text)] == [("WORD-PUNCTUATION", "hint")]


def test_punctuation__many__are_one_finding() -> None:
    assert messages("一,二,三;四") == ["中文里有 3 处半角标点：“一,二,”、“一,二,三;”、“二,三;四”。"]


@pytest.mark.parametrize(
    "text",
    [
        "比例为98.5%，共1,234件。",
        "1.更新目录",
        "8:30至17:30",
        "网址http://www.example.cn/a,b",
        "邮箱a.b@example.cn",
        "版本V1.2。",
    ],
)
def test_punctuation__in_numbers_and_addresses__is_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["《2019 年工作要点》", "〔2019〕1 号", "政府 信息公开", "《 条例》", "《条例 》"])
def test_punctuation__stray_blank__is_a_hint(text: str) -> None:
    assert [(f.rule, f.level) for f in of_text("overview", text)] == [("WORD-PUNCTUATION", "hint")]
    assert messages(text)[0].startswith("文字中间有 1 处多余的空格：")


@pytest.mark.parametrize("text", ["使用APP 端", "10 MB", "A 类", "　　政府信息"])
def test_punctuation__blank_beside_latin_or_indent__is_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["《条例规定", "条例》规定", "“公开", "（一公开", "公开）", "【提示"])
def test_punctuation__mark_without_partner__is_found(text: str) -> None:
    assert [(f.rule, f.level) for f in of_text("overview", text)] == [("WORD-PUNCTUATION", "warning")]


def test_punctuation__unpaired__names_mark_and_place() -> None:
    assert messages("按照《条例规定公开") == ["“《”没有成对，在“按照《条例规定公开”处。"]


@pytest.mark.parametrize(
    "text", ["《〈格式〉的通知》", "“甲（乙）丙”", "1）更新目录\n2）加强培训", "（一）公开\n（二）管理", "（甲)乙"]
)
def test_unpaired__pairs_and_numbering__are_silent(text: str) -> None:
    assert [f for f in of_text("overview", text) if f.level == "warning"] == []


def test_unpaired__deep_nesting__is_paired() -> None:
    assert unpaired("（" * 1000 + "）" * 1000) == []
    assert len(unpaired("（" * 1000)) == 1


@pytest.mark.parametrize(
    "text, word",
    [("加强工作工作", "工作"), ("信息公开信息公开平台", "信息公开"), ("公开的的信息", "的"), ("和和", "和")],
)
def test_doubled__word_twice__is_a_hint(text: str, word: str) -> None:
    assert [f.rule for f in of_text("overview", text)] == ["WORD-DOUBLED"]
    assert messages(text)[0].startswith(f"“{word}”连着写了两遍，在“")


@pytest.mark.parametrize("but", lists().doubled_but)
def test_doubled__legitimate_neighbours__are_silent(but: str) -> None:
    assert [f.message for f in of_text("overview", f"，{but}，")] == []


@pytest.mark.parametrize(
    "text", ["一件一件办，一步一步走", "人人知晓、件件落实、方方面面", "研究研究", "等等", "为了了解情况"]
)
def test_doubled__reduplication__is_silent(text: str) -> None:
    assert found(text) == []
