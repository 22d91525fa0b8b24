"""Over all rules: each has the contract's id, fires on its defect in a clean report, and is silent beside it."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache

import pytest

from clerk_app import RESOURCES
from clerk_app.check.finding import Finding, patterns
from clerk_app.check.run import check
from clerk_app.form.edition import editions
from clerk_app.report.fields import taken
from clerk_app.report.model import Report, empty

# The ids of the contract, but those of the identities, which the editions bring.
CONTRACT = set(
    "BLANK P8-UNIT P9-UNIT JUMP EDITION HEADINGS PARTS-COUNT BASIS FEE-STATED PART-EMPTY TOPIC-MISSING DATE-EARLY "
    "DATE-LATE PERIOD LEFTOVER OLD-YEAR OTHER-UNIT TEXT-TABLE TEXT-NONE TEXT-OUTCOME TEXT-SUM TEXT-PERCENT TEXT-TWICE "
    "TEXT-SCOPE MEASURE-WORD WORD-CHARACTER WORD-CONFUSED WORD-PUNCTUATION WORD-DOUBLED REPEATED PRIVACY GLYPH".split()
)
SIDE = "t4/cases/suit.direct"
TWO_SUITS = {f"{SIDE}.corrected": "1", f"{SIDE}.total": "1"}
Change = Mapping[str, str]  # path → its new value; `part+`: put behind its text; `part: old`: what replaces those words


@lru_cache(maxsize=1)
def sample() -> Mapping[str, object]:
    data = json.loads((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    cover = {f"cover/{k}": v for k, v in data["cover"].items() if k != "contact"}
    contact = {f"cover/contact/{k}": v for k, v in data["cover"]["contact"].items()}
    return {"unit": data["unit"], "year": data["year"], **data["figures"], **data["passages"], **cover, **contact}


def found(change: Change) -> tuple[Finding, ...]:
    edition = editions()[change.get("edition", "2021")]
    values = dict(sample()) if edition.key == "2021" else {"unit": "石桥湾镇人民政府", "year": 2020}
    for path, new in change.items():
        part, _, old = path.partition(": ")
        if path == "edition":
            continue
        if path.endswith("+"):
            values[path[:-1]] = f"{values.get(path[:-1], '')}{new}"
        elif old:
            assert old in str(values[part]), old
            values[part] = str(values[part]).replace(old, new)
        else:
            values[path] = new
    kept = {p: taken(edition, p, v) for p, v in values.items()}
    report: Report = empty(edition, {p: v for p, v in kept.items() if v is not None})
    return check(report, printable=lambda c: c != "\U00030edd").all


# rule or rule.variant → a defect that it finds
FIRES: dict[str, Change] = {
    "BLANK": {"t3/new/natural": ""},
    "BLANK.all": {"edition": "2019"},
    "EDITION": {"year": "2020"},
    "EDITION.none": {"year": "2018"},
    "DATE-EARLY": {"cover/issued": "2025-12-30"},
    "DATE-LATE": {"cover/issued": "2026-02-02"},
    "GLYPH": {"overview+": "\U00030edd"},
    "PART-EMPTY": {"problems": ""},
    "PART-EMPTY.elsewhere": {"edition": "2019", "overview": "未涉及收费问题。"},
    "PART-EMPTY.nothing": {"problems": "无。"},
    "TOPIC-MISSING": {"overview": "主动公开信息3条，依申请公开规范，加强审核，完善平台。"},
    "TOPIC-MISSING.heading": {
        "overview": "主动公开、依申请公开有序。\n（三）信息管理情况\n（四）平台情况\n建好专栏。考核良好。"
    },
    "FEE-STATED": {"others": "没有其他需要报告的事项。"},
    "FEE-STATED.heading": {"others": "（一）信息处理费情况\n（二）其他\n没有。"},
    "PARTS-COUNT": {"preface+": "报告由五个部分组成。"},
    "BASIS": {"preface: 〔2021〕30号": "〔2019〕60号"},
    "BASIS.number": {"preface: 国办公开办函": "国办发"},
    "BASIS.none": {"preface": "数据统计期限自2025年1月1日起至12月31日止。"},
    "PERIOD": {"preface: 2025年12月31日": "2024年12月31日"},
    "PERIOD.none": {"preface: 自2025年1月1日起至2025年12月31日止": "见附件"},
    "HEADINGS": {"problems+": "\n六、其他需要报告的事项"},
    "HEADINGS.other": {"problems+": "\n二、改进情况"},
    "LEFTOVER": {"others+": "（文字描述）"},
    "LEFTOVER.blank": {"others+": "共XX件。"},
    "OLD-YEAR": {"overview: 2025年，石桥湾镇": "2024年，石桥湾镇"},
    "OTHER-UNIT": {"others+": "\n青石镇高度重视政府信息公开工作。"},
    "TEXT-TABLE": {"overview: 予以公开6件": "予以公开5件"},
    "TEXT-NONE": {"overview: 被申请行政复议1件，结果维持": "未发生行政复议"},
    "TEXT-NONE.silent": {"overview: 因政府信息公开被申请行政复议1件，结果维持；": ""},
    "TEXT-NONE.blank": {f"{SIDE}.total": ""},
    "TEXT-SCOPE": {"overview+": "\n全市共收到政府信息公开申请300件。"},
    "TEXT-OUTCOME": {"t4/cases/review.upheld": "0", "t4/cases/review.corrected": "1"},
    "TEXT-SUM": {"overview: 其他信息113条": "其他信息103条"},
    "TEXT-SUM.told": {"overview: 其他信息113条": "其他信息113条，较上年的100条增加12条"},
    "TEXT-SUM.channels": {
        "overview: 新收政府信息公开申请13件": "新收政府信息公开申请13件。网络申请7件、信函申请5件、当面申请3件"
    },
    "TEXT-PERCENT.rate": {"overview: 本年度办结12件": "本年度办结12件，办结率95%"},
    "TEXT-TABLE.change": {
        "previous/t3/new/total": "10",
        "overview: 新收政府信息公开申请13件": "新收政府信息公开申请13件，较上年增加2件",
    },
    "TEXT-PERCENT.change": {
        "previous/t3/new/total": "10",
        "overview: 新收政府信息公开申请13件": "新收政府信息公开申请13件，同比增长20%",
    },
    "TEXT-PERCENT.told": {"overview: 其他信息113条": "其他信息113条，较上年的100条增长31%"},
    "TEXT-PERCENT": {"overview: 予以公开6件": "予以公开6件（占办结总数的60%）".replace("（", "，").replace("）", "")},
    "TEXT-TWICE": {"problems+": "\n全年新收政府信息公开申请12件。"},
    "MEASURE-WORD": {"overview: 新收政府信息公开申请13件": "新收政府信息公开申请13条"},
    "MEASURE-WORD.twice": {"problems+": "\n全年共公开信息214条。", "others+": "\n全年政府信息公开214份文件。"},
    "WORD-CHARACTER": {"others+": "\n开展检査。"},
    "WORD-CONFUSED": {"others+": "\n各有测重。"},
    "WORD-PUNCTUATION": {"others+": "\n公开,规范。"},
    "WORD-PUNCTUATION.blank": {"others+": "\n公开 规范。"},
    "WORD-PUNCTUATION.pair": {"others+": "\n依据《条例规定。"},
    "WORD-DOUBLED": {"others+": "\n做好公开工作公开工作。"},
    "REPEATED": {"previous/problems": str(sample()["problems"])},
    "PRIVACY": {"others+": "\n联系人手机13800138000。"},
    "P8-UNIT": {"p8/fee/amount": "24000"},
    "P8-UNIT.leap": {"previous/p8/fee/amount": "0.001"},
    "P9-UNIT.leap": {"edition": "2019", "p9/procurement/amount": "3800000", "previous/p9/procurement/amount": "380"},
    "P9-UNIT.small": {"edition": "2019", "p9/procurement/amount": "380", "p9/procurement/projects": "5"},
    "JUMP": {"previous/p5/permit/decided": "2"},
}
# rule → what is near it and right: at least two for each, beside the sample itself, on which every rule is silent
SILENT: dict[str, list[Change]] = {
    "BLANK": [{"t3/new/natural": "9"}, {"p8/fee/amount": "0"}],
    "EDITION": [{"year": "2021"}, {"year": "2030"}],
    "DATE-EARLY": [{"cover/issued": "2026-01-01"}, {"cover/issued": ""}],
    "DATE-LATE": [{"cover/issued": "2026-01-31"}, {"cover/issued": ""}],
    "GLYPH": [{"overview+": "堃"}, {"overview+": "①"}],
    "PART-EMPTY": [{"problems": "更新不够及时。"}, {"others": "没有收取信息处理费。"}],
    "TOPIC-MISSING": [{"overview: 监督保障": "考核监督"}, {"overview: （四）政府信息公开平台建设情况": "（四）平台"}],
    "FEE-STATED": [{"others": "收取信息处理费0元。"}, {"others": "本年度信息处理费收取情况：无。"}],
    "PARTS-COUNT": [{"preface+": "本报告由六个部分组成。"}, {"overview+": "从五个方面改进报告质量。"}],
    "BASIS": [{"preface: 〔2021〕30号": "[2021]30号"}, {"preface+": "另据国办函〔2020〕109号。"}],
    "PERIOD": [{"preface: 至2025年12月31日": "至12月31日"}, {"preface: 起至": "—"}],
    "HEADINGS": [
        {"problems+": "\n（六）其他需要报告的事项"},
        {"problems+": "\n三、四季度集中更新，逐项核对每一条信息，做到件件有着落。"},
    ],
    "LEFTOVER": [{"others+": "屏幕尺寸1920×1080。"}, {"others+": "编写说明书1册。"}],
    "OLD-YEAR": [{"overview+": "公开信息数比2024年增加20条。"}, {"others+": "\n按照《2024年政务公开工作要点》办理。"}],
    "OTHER-UNIT": [{"others+": "\n清江市石桥湾镇高度重视。"}, {"others+": "\n各乡镇认真落实，按照镇党委要求办理。"}],
    "TEXT-TABLE": [
        {"overview: 新收政府信息公开申请13件": "收办政府信息公开申请14件"},
        {"overview: 予以公开6件": "予以公开５余件"},
        {"overview: 予以公开6件": "予以公开六件"},
        {"overview+": "2024年收到政府信息公开申请8件。"},
    ],
    "TEXT-NONE": [{"overview+": "未收到不予公开的申请。"}, {"overview+": "去年未收到政府信息公开申请。"}],
    "TEXT-SCOPE": [{"overview+": "\n全市共有政府信息公开申请点300个。"}, {"overview+": "\n全镇收到申请13件。"}],
    "TEXT-OUTCOME": [{"overview: 结果维持": "均获维持"}, {"overview+": "\n行政诉讼零败诉。"}],
    "TEXT-SUM": [
        {"overview: 、其他信息113条": "等"},
        {"overview: 其他信息113条": "其他信息百余条"},
        {"overview: 其他信息113条": "其他信息113条，较上年的100条增加13条"},
        {"overview: 新收政府信息公开申请13件": "新收政府信息公开申请13件。从方式看，网络7件、信函5件、当面1件"},
        {"overview: 新收政府信息公开申请13件": "新收政府信息公开申请13件。通过网络5件、信函3件"},
        {"overview+": "\n网络5件、信函3件、当面1件，合计9件。公开栏5处、专栏3处，共8处。"},
    ],
    "TEXT-PERCENT": [
        {"overview: 本年度办结12件": "本年度办结12件，办结率85.7%"},
        {"overview: 本年度办结12件": "本年度办结12件，按时办结率95%"},
        {"overview: 予以公开6件": "予以公开6件，占办结总数的50%"},
        {"overview: 予以公开6件": "予以公开6件，满意率60%"},
        {"overview: 其他信息113条": "其他信息113条，较上年的100条增长13%"},
        {
            "previous/t3/new/total": "10",
            "overview: 新收政府信息公开申请13件": "新收政府信息公开申请13件，同比增长30%",
        },
    ],
    "TEXT-TWICE": [
        {"problems+": "\n全年新收政府信息公开申请13件。"},
        {"problems+": "\n全市收到政府信息公开申请300件。"},
    ],
    "MEASURE-WORD": [
        {"overview: 新收政府信息公开申请13件": "新收政府信息公开申请13份"},
        {"overview+": "\n公开信息5条。"},
    ],
    "WORD-CHARACTER": [{"others+": "\n开展检查，张堃参加。"}, {"others+": "\n㎡、①、〇。"}],
    "WORD-CONFUSED": [{"others+": "\n各有侧重。"}, {"others+": "\n报名截止后公布。"}],
    "WORD-PUNCTUATION": [{"others+": "\n电话0000-1，比例98.5%。"}, {"others+": "\n《〈格式〉的通知》“公开”。"}],
    "WORD-DOUBLED": [{"others+": "\n一件一件办，为了了解情况。"}, {"others+": "\n人人知晓，方方面面。"}],
    "REPEATED": [
        {"previous/problems": "上年的问题是公开栏少、更新慢，上年的措施是增加公开栏。"},
        {"previous/others": str(sample()["others"])},
    ],
    "PRIVACY": [{"others+": "\n咨询0000-6180018。"}, {"others+": "\n浏览12345678901次。"}],
    "P8-UNIT": [{"p8/fee/amount": "1000"}, {"p8/fee/amount": "0"}],
    "P9-UNIT": [
        {"edition": "2019", "p9/procurement/amount": "3800000", "p9/procurement/projects": "5"},
        {"edition": "2019", "p9/procurement/amount": "0", "p9/procurement/projects": "0"},
    ],
    "JUMP": [{"previous/p5/permit/decided": "10"}, {"previous/t3/next/total": "9"}],
}


def of_pattern(name: str, finding: Finding) -> bool:
    """Whether a finding's sentence is the pattern's."""
    parts = re.split(r"\{\w+\}", patterns()[name].message)
    sentence = "(?s:.*)".join(re.escape(p) for p in parts)
    return finding.rule == name.partition(".")[0] and re.fullmatch(sentence, finding.message) is not None


def test_patterns__are_the_rules_of_the_contract() -> None:
    assert {name.partition(".")[0] for name in patterns()} == CONTRACT


def test_rules__every_pattern_fires_and_every_rule_has_two_near_misses() -> None:
    written = set(patterns()) - {"P9-UNIT"}
    assert set(FIRES) == written
    assert {rule for rule in CONTRACT if len(SILENT.get(rule, [])) < 2} == set()


def test_rules__identities__have_a_why_and_an_advice() -> None:
    rules = [r for e in editions().values() for r in e.rules]
    assert [r.id for r in rules if not (r.why.endswith("。") and r.advice.endswith("。"))] == []


@pytest.mark.parametrize("name", FIRES)
def test_rule__its_defect__is_found(name: str) -> None:
    findings = found(FIRES[name])
    assert [f.message for f in findings if of_pattern(name, f)], [f.message for f in findings]


@pytest.mark.parametrize("rule, change", [(rule, c) for rule, changes in SILENT.items() for c in changes])
def test_rule__near_miss__is_silent(rule: str, change: Change) -> None:
    assert [f.message for f in found(change) if f.rule == rule] == []


def test_sample__is_clean_in_every_rule() -> None:
    assert [f.message for f in found({})] == []
