"""Whole reports and sentences in the manner of published ones: clean as they stand, and each slip in them is found.

`published/*.txt` holds blocks. A block begins with `= unit|level|parent|year|date[|edition]`, then come its figures
(what is not given is 0): `new n16 b2` is a row of table three by applicant (n natural person, b business, r research,
c charity, l law firm, o other), totals are made; `t4 review 3 1 2 0` a group of table four; `p1/normative 6 2 31` any
other row in the order of its columns; `last t3/new/total 19` a number of last year's. `@part` begins a passage, under
which stand its paragraphs and `! words => other words => RULE,…` (a slip of the text and the rules that must find it,
those with ? may, a|b is one of two) or `# cell number RULE,…` (a slip of the table). `@sentences` begins sentences,
each a text of part one: a number in [ ] speaks of cells and must be missed when it is another; with - the sentence
says that there is none, which must be missed in the first block's report.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from clerk_app.check.finding import Finding
from clerk_app.check.run import check
from clerk_app.form.edition import Edition, editions
from clerk_app.report.fields import PREVIOUS, Value, taken
from clerk_app.report.model import Report, empty

FOLDER = Path(__file__).with_name("published")
APPLICANTS = {
    "n": "natural", "b": "legal.business", "r": "legal.research", "c": "legal.charity", "l": "legal.lawfirm",
    "o": "legal.other",
}  # fmt: skip
RESULTS = ("upheld", "corrected", "other", "pending")


@dataclass
class Slip:
    """What is wrong: words of a passage that stand for others, or a number of a table; and the rules that find it."""

    old: str
    new: str
    rules: str

    @property
    def must(self) -> list[set[str]]:
        """One of each set has to find it."""
        return [set(r.split("|")) for r in self.rules.split(",") if not r.endswith("?")]

    @property
    def may(self) -> set[str]:
        return {r.rstrip("?") for rule in self.rules.split(",") for r in rule.split("|")}


@dataclass
class Specimen:
    """One block: a report, its slips, its sentences."""

    unit: str
    level: str
    parent: str
    year: int
    issued: str
    edition: Edition
    values: dict[str, Value | str] = field(default_factory=dict[str, "Value | str"])
    passages: dict[str, str] = field(default_factory=dict[str, str])
    slips: list[Slip] = field(default_factory=list[Slip])
    sentences: list[str] = field(default_factory=list[str])

    def report(self, **changes: str) -> Report:
        """The report; `changes` are paths with other values, `/` written as `__`."""
        values = {
            "unit": self.unit, "year": self.year, "cover/level": self.level, "cover/parent": self.parent,
            "cover/issued": self.issued, **self.values, **self.passages,
        }  # fmt: skip
        values |= {path.replace("__", "/"): value for path, value in changes.items()}
        kept = {path: taken(self.edition, path, value) for path, value in values.items()}
        return empty(self.edition, {path: value for path, value in kept.items() if value is not None})

    def found(self, **changes: str) -> list[Finding]:
        return list(check(self.report(**changes)).all)

    def slipped(self, slip: Slip) -> list[Finding]:
        """What is found with the slip and not without it."""
        if "/" in slip.old and not re.search("[\u4e00-\u9fff]", slip.old):
            found = self.found(**{slip.old.replace("/", "__"): slip.new})
        else:
            part = next(p for p, text in self.passages.items() if slip.old in text)
            found = self.found(**{part: self.passages[part].replace(slip.old, slip.new, 1)})
        known = {_place(f) for f in self.found()}
        return [f for f in found if _place(f) not in known]


def _place(finding: Finding) -> tuple[str, object]:
    return finding.rule, finding.passage.text if finding.passage else finding.cells


def specimens(name: str) -> list[Specimen]:
    """The blocks of `published/NAME.txt`."""
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    return [_specimen(block.split("\n")) for block in re.split(r"^= ", text, flags=re.MULTILINE)[1:]]


def _specimen(lines: list[str]) -> Specimen:
    unit, level, parent, year, issued, *edition = lines[0].split("|")
    form = editions()[edition[0] if edition else "2021"]
    found = Specimen(unit, level, parent, int(year), issued, form)
    found.values = dict.fromkeys(form.cells, "0")
    part = ""
    for line in lines[1:]:
        if line.startswith("@"):
            part = line[1:]
        elif line.startswith("! "):
            found.slips.append(Slip(*line[2:].split(" => ")))
        elif line.startswith("# "):
            found.slips.append(Slip(*line[2:].split(" ", 2)))
        elif part == "sentences" and line:
            found.sentences.append(line)
        elif part and line:
            found.passages[part] = f"{found.passages.get(part, '')}\n{line}".strip()
        elif line:
            found.values |= dict(_figures(form, line))
    for total in form.sums:  # in an order in which parts come before totals
        found.values[total.total] = str(sum(int(str(found.values[p])) for p in total.parts))
    return found


def _figures(form: Edition, line: str) -> Iterator[tuple[str, str]]:
    name, *numbers = line.split()
    if name == "last":
        yield PREVIOUS + numbers[0], numbers[1]
    elif name == "t4":
        group = {"review": "review", "direct": "suit.direct", "after": "suit.after"}[numbers[0]]
        yield from ((f"t4/cases/{group}.{result}", n) for result, n in zip(RESULTS, numbers[1:], strict=True))
    elif "/" in name:
        yield from zip([c for c in form.cells if c.startswith(f"{name}/")], numbers, strict=True)
    else:
        yield from ((f"t3/{name}/{APPLICANTS[n[0]]}", n[1:]) for n in numbers)


def plain(sentence: str) -> str:
    """The sentence without its marks."""
    return re.sub(r"\[(.*?)\]", r"\1", sentence.lstrip("-")).replace("\\n", "\n")


def slips_of(sentence: str) -> Iterator[str]:
    """The sentence with one of its bound numbers after another made wrong."""
    for match in re.finditer(r"\[(.*?)\]", sentence):
        number = match[1]
        wrong = f"1{number}" if "." in number else f"{number}7" if number.isascii() and number.isdigit() else "97"
        yield plain(f"{sentence[: match.start()]}{wrong}{sentence[match.end() :]}")


# ---- the tests

SETS = ("reports", "reports-fresh", "reports-provinces", "reports-unseen")
SENTENCES = ("sentences", "sentences-fresh")
# What a sentence alone can be charged with: the rest of its report is missing.
OF_A_SENTENCE = (
    "TEXT-TABLE TEXT-NONE TEXT-SUM TEXT-PERCENT TEXT-TWICE TEXT-SCOPE TEXT-OUTCOME MEASURE-WORD WORD-DOUBLED "
    "WORD-PUNCTUATION WORD-CONFUSED WORD-CHARACTER OLD-YEAR OTHER-UNIT LEFTOVER PRIVACY"
).split()
HINTS_THAT_COUNT = ("WORD-DOUBLED", "WORD-PUNCTUATION")  # slips that nobody should have to answer for
TAIL = {  # put behind part five: → the rule that finds it
    "，做到“应公开尽公开。": "WORD-PUNCTUATION",
    "，测重民生领域公开。": "WORD-CONFUSED",
    "，加强督促检査。": "WORD-CHARACTER",
    "，不断提高工作的的水平。": "WORD-DOUBLED",
    "，提高公开水平公开水平。": "WORD-DOUBLED",
    "，明确XX科负责。": "LEFTOVER",
    "，整改问题___个。": "LEFTOVER",
    "，整改问题***个。": "LEFTOVER",
    "，申请人身份证号11010519491231002X。": "PRIVACY",
    "，可联系王某（13800138000）。": "PRIVACY",
    "，缴费账号6222021234567890128。": "PRIVACY",
}


@lru_cache(maxsize=1)
def reports() -> list[Specimen]:
    return [s for name in SETS for s in specimens(name)]


def cases() -> Iterator[tuple[Specimen, str]]:
    for name in SENTENCES:
        for specimen in specimens(name):
            yield from ((specimen, s) for s in specimen.sentences)


def in_sentence(specimen: Specimen, text: str) -> list[str]:
    found = specimen.found(overview=text)
    return [
        f"{f.rule} {f.passage.text}：{f.message}"
        for f in found
        if f.rule in OF_A_SENTENCE and f.passage and f.level != "hint"
    ]


def told(findings: list[Finding]) -> set[str]:
    """The rules that speak up: errors and warnings, and the hints that find a slip."""
    return {f.rule for f in findings if f.level != "hint" or f.rule in HINTS_THAT_COUNT}


def short(value: object) -> str:
    return f"{value.unit}{value.year}" if isinstance(value, Specimen) else str(value)


@pytest.mark.parametrize("specimen, sentence", list(cases()), ids=short)
def test_sentence__true__is_not_found_fault_with(specimen: Specimen, sentence: str) -> None:
    assert in_sentence(specimen, plain(sentence)) == []


@pytest.mark.parametrize("specimen, sentence", [c for c in cases() if "[" in c[1]], ids=short)
def test_sentence__a_number_of_it_wrong__is_found(specimen: Specimen, sentence: str) -> None:
    assert [wrong for wrong in slips_of(sentence) if not in_sentence(specimen, wrong)] == []


@pytest.mark.parametrize("sentence", [s for _, s in cases() if s.startswith("-")])
def test_sentence__none__is_found_where_there_are_some(sentence: str) -> None:
    some = specimens("sentences")[0]
    found = [line.split()[0] for line in in_sentence(some, plain(sentence))]
    assert found
    assert set(found) <= {"TEXT-NONE", "TEXT-TABLE"}


@pytest.mark.parametrize("specimen", reports(), ids=short)
def test_report__as_published__has_no_error_and_no_warning(specimen: Specimen) -> None:
    assert [(f.rule, f.message) for f in specimen.found() if f.level != "hint"] == []


def test_reports__hints__are_few() -> None:
    hints = [f for s in reports() for f in s.found() if f.level == "hint"]
    assert len(hints) <= len(reports()) / 4


@pytest.mark.parametrize("specimen, slip", [(r, s) for r in reports() for s in r.slips], ids=short)
def test_report__one_slip__is_found_by_its_rule_and_by_no_other(specimen: Specimen, slip: object) -> None:
    rules = told(specimen.slipped(slip))
    if "TEXT-NONE" in rules and "TEXT-NONE" not in slip.may:
        rules = rules - {"TEXT-NONE"} | {"TEXT-TABLE"}  # 1 against 0 is told as a “none”
    assert [want for want in slip.must if not want & rules] == []
    assert rules - slip.may == set()


def everywhere(specimen: Specimen) -> Iterator[tuple[dict[str, str], str]]:
    """Slips that can happen in every report: the paths changed, and the rules that must find them."""
    texts, year = specimen.passages, specimen.year
    yield {"cover__issued": f"{year}-12-30"}, "DATE-EARLY"
    yield {"cover__issued": f"{year + 1}-04-02"}, "DATE-LATE"
    yield {"problems": "无。"}, "PART-EMPTY"
    yield {"problems": ""}, "PART-EMPTY"
    yield {"overview": "（文字描述）\n" + texts["overview"]}, "LEFTOVER"
    yield {"others": texts["others"] + "\n该部分以表格形式报告。表格如下："}, "LEFTOVER"
    at = texts["overview"].index("，")
    yield {"overview": f"{texts['overview'][:at]},{texts['overview'][at + 1 :]}"}, "WORD-PUNCTUATION"
    for tail, rule in TAIL.items():
        yield {"problems": texts["problems"][:-1] + tail}, rule
    if specimen.edition.key == "2021":
        yield {"others": "本年度无其他需要报告的事项。"}, "FEE-STATED"
        yield {"preface": texts["preface"].replace("〔2021〕30号", "〔2019〕60号")}, "BASIS?"
    if specimen.level not in ("city", "province"):
        yield {"p1__rule__made": "1"}, "P1-AUTHORITY,P1-STOCK?"
    more = int(str(specimen.values["t3/next/natural"])) + 1
    yield {"t3__next__natural": str(more)}, "T3-BALANCE,T3-APPLICANTS"


@pytest.mark.parametrize("specimen", reports(), ids=short)
def test_report__slips_that_happen_everywhere__are_found_by_their_rules(specimen: Specimen) -> None:
    known = {(f.rule, f.message) for f in specimen.found()}
    wrong: list[str] = []
    for change, wanted in everywhere(specimen):
        rules = told([f for f in specimen.found(**change) if (f.rule, f.message) not in known])
        must = {r for r in wanted.split(",") if not r.endswith("?")}
        may = {r.rstrip("?") for r in wanted.split(",")}
        if not must <= rules <= may:
            wrong.append(f"{json.dumps(change, ensure_ascii=False)[-80:]}: {sorted(rules)}")
    assert wrong == []
