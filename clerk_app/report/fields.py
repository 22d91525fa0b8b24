"""Everything a report holds, by path, and what each path takes: `t3/new/natural`, `overview`, `cover/issued`, …"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from clerk_app.errors import KnownError
from clerk_app.form.edition import LEVELS, Edition
from clerk_app.form.names import cell_name
from clerk_app.report.numbers import MAX_COUNT, checked, read_number, shown, write_number

Value = int | Decimal | str | bool
FieldKind = Literal["count", "signed", "money", "passage", "line", "date", "level", "flag", "year"]

PASSAGE_LIMIT = 200_000  # characters; a whole report has about 5,000
LINE_LIMIT = 200

COVER: dict[str, FieldKind] = {
    "unit": "line",
    "year": "year",
    "cover/level": "level",
    "cover/parent": "line",
    "cover/issued": "date",
    "cover/publish_note": "flag",
    "cover/contact/address": "line",
    "cover/contact/postcode": "line",
    "cover/contact/phone": "line",
    "cover/contact/email": "line",
}
LEVEL_NAMES = {
    "township": "乡镇人民政府",
    "street": "街道办事处",
    "department": "部门",
    "county": "县级人民政府",
    "city": "市级人民政府",
    "province": "省级人民政府",
}
COVER_NAMES = {
    "unit": "单位全称",
    "year": "年度",
    "cover/level": "层级",
    "cover/parent": "上级地名",
    "cover/issued": "成文日期",
    "cover/publish_note": "此件公开发布",
    "cover/contact/address": "地址",
    "cover/contact/postcode": "邮政编码",
    "cover/contact/phone": "电话",
    "cover/contact/email": "电子邮箱",
    "preface": "前言",
}
# The clerk's written reasons: under `answer/` and the finding's key (its rule and place).
ANSWER = "answer/"
# Last year's numbers and texts, kept for comparison and for the identities across years.
PREVIOUS = "previous/"
# The clerks' own notes on cells and passages: under `note/` and the path. Never printed, no content of a seal.
NOTE = "note/"
# Who makes the changes, from the step on that says so, for the history alone: nothing when nobody wants to be named.
AUTHOR = "author"
# Each time the report was sealed: `seal/1/code`, …; written by sealing, sending and reopening alone (report.seal).
SEAL = "seal/"
_SEAL = re.compile(r"seal/[1-9][0-9]{0,2}/(digest|code|at|reason|of/[a-z0-9]+|sent/[1-9][0-9]{0,2})")
# What each report gave to the sums of an upper-level one: `source/1`, … (report.sources).
SOURCE = "source/"
_SOURCE = re.compile(r"source/[1-9][0-9]{0,3}")

# Endings of unit names that tell the level when nobody said it; the first that fits decides.
_LEVEL_ENDINGS = (
    ("township", r"([镇乡]|苏木)(人民政府|政府)?$"),
    ("street", r"街道(办事处|办)?$"),
    ("department", r"(局|委员会|委|办公室|办|厅|中心|队|所)$"),
    ("province", r"(省|自治区)(人民政府|政府)?$"),
    ("county", r"[县旗区](人民政府|政府)?$"),
    ("city", r"[市州盟](人民政府|政府)?$"),
)
_PLAIN_COUNT = re.compile(r"0|[1-9][0-9]{0,11}")  # below MAX_COUNT


class Refused(KnownError):
    """A path that is not there, or a value that its field does not take."""


def kind_of(edition: Edition, path: str) -> FieldKind:
    """What the field at `path` holds. Raises Refused for a path the edition does not have."""
    if cell := edition.cells.get(path):
        return cell.kind
    bare = path.removeprefix(PREVIOUS)
    if cell := edition.cells.get(bare):
        return cell.kind
    if bare in edition.passages:
        return "passage"
    if path in COVER:
        return COVER[path]
    if path.startswith(ANSWER) and path != ANSWER and len(path) <= 200:
        return "line"
    if _SEAL.fullmatch(path):
        return "line"
    if path.startswith(NOTE) and (path[len(NOTE) :] in edition.cells or path[len(NOTE) :] in edition.passages):
        return "line"
    if path == AUTHOR:
        return "line"
    if _SOURCE.fullmatch(path):
        return "passage"
    raise Refused(f"{edition.key} 年格式里没有“{shown(path, 60)}”这一项。")


def name_of(edition: Edition, path: str) -> str:
    """What people call the field at `path`."""
    for start, name in ((ANSWER, "说明的原因"), (SEAL, "定稿记录"), (SOURCE, "汇总来源"), (AUTHOR, "修改人")):
        if path.startswith(start):
            return name
    if path.startswith(NOTE):
        return f"{name_of(edition, path.removeprefix(NOTE))}的备注"
    bare = path.removeprefix(PREVIOUS)
    before = "上年的" if bare != path else ""
    if bare in edition.cells:
        return before + cell_name(edition, bare)
    return before + (COVER_NAMES.get(bare) or edition.part(bare).heading)


def taken(edition: Edition, path: str, value: object) -> Value | None:
    """`value` as the field at `path` keeps it; None for blank. Raises Refused, naming the field and the value.

    Numbers are taken as int, Decimal or text; money also as text only (a float has lost digits already).
    """
    return _taken_as(kind_of(edition, path), edition, path, value)


def _taken_as(kind: FieldKind, edition: Edition, path: str, value: object) -> Value | None:
    try:
        return _taken(kind, value)
    except KnownError as e:
        raise Refused(f"{name_of(edition, path)}：{e}") from None


def _taken(kind: FieldKind, value: object) -> Value | None:
    if value is None:
        return None
    if kind in ("count", "signed", "money"):
        return read_number(value, kind) if isinstance(value, str) else checked(value, kind)
    if kind == "flag":
        if isinstance(value, bool):
            return value
        raise KnownError("只能是“是”或“否”。")
    if kind == "year":
        return read_year(value)
    if not isinstance(value, str):
        raise KnownError(f"“{shown(str(value))}”不是文字。")
    text = clean(value)
    if kind == "passage":
        if len(text) > PASSAGE_LIMIT:
            raise KnownError(f"文字超过 {PASSAGE_LIMIT} 字，请分开填写或删减。")
        return text if text.strip() else None
    line = " ".join(text.split())
    if not line:
        return None
    if len(line) > LINE_LIMIT:
        raise KnownError(f"超过 {LINE_LIMIT} 字，请删减。")
    if kind == "level" and line not in LEVELS:
        raise KnownError(f"没有“{shown(line)}”这个层级，只有 {'、'.join(LEVELS)}。")
    return read_date(line).isoformat() if kind == "date" else line


def read_year(value: object) -> int:
    """A year as four digits. Raises KnownError."""
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("年")
    number = int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
    if not 2008 <= number <= 2999:  # 条例 has been in force since 2008
        raise KnownError(f"“{shown(str(value))}”不能作年度，请填 2008 年以后的四位数年份，如 2025。")
    return number


def read_date(text: str) -> date:
    """2025-01-13, 2025年1月13日, 2025.1.13, 2025/1/13, 20250113 as a date. Raises KnownError."""
    folded = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = re.fullmatch(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", folded) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", folded
    )
    try:
        if match is None or (not folded.isascii() and not re.search("[年月日]", folded)):
            raise ValueError
        return date(*(int(g) for g in match.groups()))
    except ValueError:
        raise KnownError(f"“{shown(text)}”不是日期，请写成 2025-01-13 或 2025年1月13日。") from None


def clean(text: str) -> str:
    """Text as a report keeps it: NFC, a paragraph a line, no control, bidi or private characters. What is clean stays
    as it is, also under another version of Unicode: a character that only a newer one knows is kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\t", "\u3000")
    if text.isascii() and text.isprintable():
        return text
    # The usual case, and fast: nothing of what is dropped is printable.
    if text.replace("\n", "").replace("\u3000", "").isprintable():
        return unicodedata.normalize("NFC", text)
    # Dropped before it is composed: what stood between a letter and its accent is gone then.
    return unicodedata.normalize("NFC", "".join(c for c in text if c == "\n" or not _dropped(c)))


def dropped(text: str) -> list[str]:
    """The characters that `clean` leaves out, in their order; line ends and tabs become others and are not lost."""
    if text.isprintable():
        return []
    return [c for c in text if c not in "\n\r\t" and _dropped(c)]


def _dropped(c: str) -> bool:
    no_character = ord(c) & 0xFFFE == 0xFFFE or "\ufdd0" <= c <= "\ufdef"
    return no_character or c in _BIDI or unicodedata.category(c) in ("Cc", "Cs", "Co")


_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def guess_level(unit: str) -> str:
    """The level that the unit's name speaks of; a department when it speaks of none."""
    name = unicodedata.normalize("NFKC", unit).strip()
    return next((level for level, ending in _LEVEL_ENDINGS if re.search(ending, name)), "department")


def to_text(value: Value) -> str:
    """A value as stored: numbers as digits, a flag as yes/no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else write_number(value)


def from_text(edition: Edition, path: str, text: str) -> Value:
    """The value stored as `text`. Raises Refused when a file holds what its field cannot."""
    kind = kind_of(edition, path)
    if kind == "count" and _PLAIN_COUNT.fullmatch(text):
        return int(text)
    value = {"yes": True, "no": False}.get(text, text) if kind == "flag" else text
    result = _taken_as(kind, edition, path, value)
    if result is None or to_text(result) != text:
        raise Refused(f"{name_of(edition, path)}：文件里存的“{shown(text)}”不是这一项的写法。")
    return result


def from_texts(edition: Edition, texts: Mapping[str, str]) -> dict[str, Value]:
    """All values of a file. Raises Refused."""
    counts = _counts(edition, texts)
    return counts | {path: from_text(edition, path, text) for path, text in texts.items() if path not in counts}


def _counts(edition: Edition, texts: Mapping[str, str]) -> dict[str, Value]:
    """All counts at once, in a fifth of the time, if each is written as it should be; else none."""
    paths = [path for path in edition.counts if path in texts]
    written = [texts[path] for path in paths]
    try:
        numbers = list(map(int, written))
    except ValueError:
        return {}
    plain = list(map(str, numbers)) == written and min(numbers, default=0) >= 0 and max(numbers, default=0) < MAX_COUNT
    return dict(zip(paths, numbers, strict=True)) if plain else {}
