"""The reader against sentences in the manner of published reports: each number bound as it should be, or left alone."""

import re
from pathlib import Path

import pytest

from clerk_app.check.prose.reader import Mention, read
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.form.edition import editions

CORPUS = Path(__file__).with_name("corpus.txt")
NAMES = {
    "new": "本年新收政府信息公开申请",
    "any": "本年新收政府信息公开申请",
    "carried": "上年结转政府信息公开申请",
    "over": "结转政府信息公开申请",
    "next": "结转下年度继续办理",
    "done": "本年度办理结果总计",
    "open": "予以公开",
    "partial": "部分公开",
    "refuse": "不予公开",
    "secret": "国家秘密",
    "banned": "其他法律行政法规禁止公开",
    "thirdparty": "保护第三方合法权益",
    "internal": "三类内部事务信息",
    "process": "四类过程性信息",
    "casefile": "行政执法案卷",
    "enquiry": "行政查询事项",
    "unable": "无法提供",
    "absent": "本机关不掌握相关政府信息",
    "create": "没有现成信息需要另行制作",
    "unclear": "补正后申请内容仍不明确",
    "decline": "不予处理",
    "petition": "信访举报投诉类申请",
    "repeat": "重复申请",
    "published": "要求提供公开出版物",
    "frequent": "无正当理由大量反复申请",
    "reissue": "要求确认或重新出具已获取信息",
    "other": "其他处理",
    "overdue": "申请人逾期不补正",
    "unpaid": "申请人逾期不缴费",
    "review": "行政复议",
    "r.upheld": "行政复议结果维持",
    "r.corrected": "行政复议结果纠正",
    "r.other": "行政复议其他结果",
    "r.pending": "行政复议尚未审结",
    "r.done": "行政复议已审结",
    "suit": "行政诉讼",
    "direct": "未经复议直接起诉",
    "after": "复议后起诉",
    "s.upheld": "行政诉讼结果维持",
    "s.corrected": "行政诉讼结果纠正",
    "s.other": "行政诉讼其他结果",
    "s.pending": "行政诉讼尚未审结",
    "s.done": "行政诉讼已审结",
    "made": "行政规范性文件本年制发",
    "void": "行政规范性文件本年废止",
    "valid": "行政规范性文件现行有效",
    "rule.made": "规章本年制发",
    "rule.void": "规章本年废止",
    "rule.valid": "规章现行有效",
    "permit": "行政许可决定",
    "penalty": "行政处罚决定",
    "coercion": "行政强制",
    "fee": "行政事业性收费金额",
}
FACETS = {
    "natural": "自然人",
    "legal": "法人或其他组织",
    "business": "商业企业",
    "research": "科研机构",
    "charity": "社会公益组织",
    "lawfirm": "法律服务机构",
}


def cases() -> list[tuple[str, list[str]]]:
    """Each sentence and its bindings: (topics, applicant, wide, exact, number) in words of the edition."""
    lines = [line for line in CORPUS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    pairs = (line.split("||") for line in lines)
    return [(text.strip(), [wanted(w) for w in right.split()]) for text, right in pairs]


def wanted(binding: str) -> str:
    match = re.fullmatch(r"([a-z.+]+)(?:@([a-z]+))?([*~]?)=([\d.]+)", binding)
    assert match is not None, binding
    topics = "+".join(NAMES[n] for n in match[1].split("+"))
    facet = FACETS[match[2]] if match[2] else ""
    return f"{facet} {topics}{match[3]} = {float(match[4])}".strip()


def found(mention: Mention) -> str:
    topics = "+".join(t.name for t in mention.topics)
    facet = mention.facet.words[0] if mention.facet else ""
    mark = "*" if mention.wide else "" if mention.exact else "~"
    return f"{facet} {topics}{mark} = {float(mention.value)}".strip()


def bound(text: str) -> list[str]:
    words = vocabulary(editions()["2021"].speech, 2025, "township")
    return [found(m) for r in read(text, words) for m in r.mentions if m.topics]


@pytest.mark.parametrize("text, bindings", cases(), ids=lambda x: x if isinstance(x, str) else "")
def test_read__sentence_of_the_corpus__is_bound_as_it_should_be(text: str, bindings: list[str]) -> None:
    assert bound(text) == bindings


def test_corpus__is_large_enough() -> None:
    assert len(cases()) >= 150
