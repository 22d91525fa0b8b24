"""Findings: the patterns of their words, what blocks sealing, what an answer is filed under."""

import re
from dataclasses import replace

import pytest

from clerk_app.check.finding import SEVERITIES, Finding, Findings, Span, patterns, say

ERROR, WARNING, HINT = (Finding(f"R-{level}", level, "", "", "") for level in SEVERITIES)


@pytest.mark.parametrize("name", patterns())
def test_patterns__every_sentence__says_what_why_and_what_to_do(name: str) -> None:
    pattern = patterns()[name]
    assert pattern.level in SEVERITIES
    assert all(words.endswith("。") for words in (pattern.message, pattern.why, pattern.advice))
    fields = set(re.findall(r"\{(\w+)\}", pattern.message + pattern.why + pattern.advice))
    assert "{" not in say(name, dict.fromkeys(fields, "值")).message


def test_say__variant__is_of_the_same_rule_with_the_numbers_filled_in() -> None:
    found = say("BLANK.all", {"table": "表四", "all": 15}, cells=["a", "b"])
    assert (found.rule, found.message, found.cells) == ("BLANK", "表四的 15 格都没有填。", ("a", "b"))


def test_say__users_text_with_braces__stays_text() -> None:
    words = {"place": "一、总体情况", "quote": "{table}", "table": "表三", "topic": "申请", "number": 1}
    assert say("TEXT-NONE", words).message == "一、总体情况写“{table}”，表三的申请是 1 件。"


def test_findings__blocking__is_what_has_no_reason_but_hints() -> None:
    answered = replace(WARNING, reason="机构改革")
    found = Findings((ERROR, WARNING, answered, HINT), 0, 0, {})
    assert found.blocking == (ERROR, WARNING)
    assert [found.count(level) for level in SEVERITIES] == [1, 2, 1]


@pytest.mark.parametrize(
    "finding, key",
    [
        (Finding("T3-CARRIED", "error", "", "", "", cells=("t3/carried/natural",)), "T3-CARRIED t3/carried/natural"),
        (Finding("TEXT-NONE", "warning", "", "", "", ("t3/new/total",), passage=Span("overview", 0, 2, "没有")),
         "TEXT-NONE overview 没有"),
        (Finding("DATE-LATE", "warning", "", "", "", field="cover/issued"), "DATE-LATE cover/issued"),
    ],
)  # fmt: skip
def test_key__is_rule_and_place(finding: Finding, key: str) -> None:
    assert finding.key == key
