"""Writes the rule handbook, resources/manual/rules.md, from the rules' own data: the editions, the table of messages.

python packaging/handbook.py          writes it
python packaging/handbook.py --check  exit 1 when the page is not what the data says
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clerk_app.check.finding import LEVEL_NAMES, patterns  # noqa: E402
from clerk_app.form.edition import Edition, editions  # noqa: E402
from clerk_app.form.identity import Rule  # noqa: E402
from clerk_app.form.names import table_name  # noqa: E402

PAGE = ROOT / "resources" / "manual" / "rules.md"
# Rule → the chapter it stands in; a rule that is in none is a fault of this script, said by the test.
CHAPTERS = {
    "填写与日期": "BLANK EDITION DATE-EARLY DATE-LATE PART-EMPTY",
    "结构与依据": "HEADINGS PARTS-COUNT BASIS PERIOD TOPIC-MISSING FEE-STATED",
    "文字与表格": "TEXT-TABLE TEXT-NONE TEXT-OUTCOME TEXT-SUM TEXT-PERCENT TEXT-TWICE TEXT-SCOPE MEASURE-WORD",
    "数字是否合理": "P8-UNIT P9-UNIT JUMP",
    "遗留文字": "LEFTOVER OLD-YEAR OTHER-UNIT REPEATED",
    "用字与标点": "WORD-CHARACTER WORD-CONFUSED WORD-PUNCTUATION WORD-DOUBLED GLYPH",
    "个人信息": "PRIVACY",
}
# What stands in the braces of a message, said to people.
SPOKEN = dict(
    pair.split("=")
    for pair in (
        "all=总格数 also=另注 around=前后的字 before=上年的 blank=未填格数 cell=格 character=字 code=编码 date=日期 "
        "days=天数 deadline=截止日 difference=差 digits=号码 each=平均数 end=末日 first=前一处 key=年份 kind=种类 "
        "mark=标点 measure=量词 name=名称 names=格名 next=下一年 now=本年的 number=数 one=前一个 other=后一个 "
        "parts=分项 percent=百分比 place=位置 quote=原文 right=应为 right_source=应依据的文件 said=所写 second=后一处 "
        "shown=所在之处 source=依据的文件 sum=和 table=表 there=另一处 times=次数 topic=事项 unit=单位 value=部分 "
        "whole=总数 word=词 wrong=误写 year=年度 years=适用的年度"
    ).split()
)
HEAD = """# 核对规则手册

本程序核对年度报告所用的全部规则。**错误**要改正；**需说明**的改正，或者写明原因；**提示**供参考，不影响定稿。
花括号里的，提示时换成报告自己的数和文字。没有填的格不等于 0：一格没填，用到它的勾稽关系就不核对。

文字中的数，只有确实认得出说的是哪一格的才和表格核对；认不准的不核对，也不提示。
"""


def page() -> str:
    """The whole page."""
    chapters = [HEAD, *(identities(e) for e in editions().values())]
    chapters += [chapter(title, rules.split()) for title, rules in CHAPTERS.items()]
    return "\n".join(chapters)


def identities(edition: Edition) -> str:
    """The identities of an edition, one row each."""
    rows = [
        f"## {edition.key} 年格式的勾稽关系（{edition.source}）",
        "",
        "| 规则 | 程度 | 关系 | 为什么 | 怎么办 |",
        "|---|---|---|---|---|",
    ]
    for rule in edition.rules:
        level = LEVEL_NAMES[rule.level] + ("（可说明）" if rule.answerable else "")
        rows.append(f"| {rule.id} | {level} | {relation(edition, rule)} | {rule.why} | {rule.advice} |")
    return "\n".join([*rows, ""])


def relation(edition: Edition, rule: Rule) -> str:
    """表三每列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度; of a group its own name and 各项."""
    table = edition.tables[rule.table]
    nodes = {n.path: n for root in (*table.rows, *table.columns) for n in root.walk()}

    def name(match: re.Match[str]) -> str:
        path = match["path"]
        label = table.short.get(path) or re.sub(r"^(（\w+）|\w、|\d+\.)|（.*）$", "", nodes[path].label)
        parent = nodes.get(path.rpartition(".")[0])
        full = f"{parent.label}{label}" if parent and label == "总计" and table.band == "" and parent.label else label
        return ("上年报告的" if match["previous"] else "") + full + ("各项" if match["all"] else "")

    words = re.sub(r"(?P<previous>@previous\.)?(?P<path>[a-z][a-z.]*[a-z])(?P<all>\.\*)?", name, rule.holds)
    each = "每列" if rule.each == "column" else "每行"
    signs = words.replace("<=", "≤").replace(">=", "≥")
    return f"{table_name(edition, rule.table)}{table.band}{each}：{signs}"


def chapter(title: str, rules: list[str]) -> str:
    """The rules of a chapter with all their sentences."""
    lines = [f"## {title}", ""]
    for rule in rules:
        lines += [f"### {rule}", ""]
        for name, pattern in patterns().items():
            if name.partition(".")[0] == rule:
                lines += [
                    f"- **{LEVEL_NAMES[pattern.level]}** {spoken(pattern.message)}",
                    f"  - 为什么：{spoken(pattern.why)}",
                    f"  - 怎么办：{spoken(pattern.advice)}",
                ]
        lines.append("")
    return "\n".join(lines)


def spoken(words: str) -> str:
    """A message with its places named in Chinese: {place} is {位置}."""
    return re.sub(r"\{(\w+)\}", lambda m: f"{{{SPOKEN[m[1]]}}}", words)


def main() -> int:
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text("utf-8") != page())
    PAGE.write_text(page(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
