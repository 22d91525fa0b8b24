"""Personal numbers that do not belong into a published report: identity cards, private mobiles, bank accounts."""

import re
from collections.abc import Iterator
from datetime import date

from clerk_app.check.finding import Finding, Span, say
from clerk_app.report.model import Report

_RUN = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ -]?[0-9]){9,22}[Xx]?(?![0-9A-Za-z])")
_WIDE_DIGIT = re.compile("[０-９]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ACCOUNT = re.compile(r"账号|帐号|卡号|开户|银行|账户|帐户")
_CONTACT = re.compile(r"联系|电话|咨询|手机|传真")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999


def findings(report: Report) -> list[Finding]:
    """PRIVACY, in the text: 《个人信息保护法》, 条例 15."""
    contact = re.sub(r"\D", "", report.text("cover/contact/phone"))
    return [f for part in report.edition.passages for f in _passage(part, report.text(part), contact)]


def _passage(part: str, text: str, contact: str) -> Iterator[Finding]:
    for match in _RUN.finditer(text.translate(_FULL_WIDTH) if _WIDE_DIGIT.search(text) else text):
        digits = re.sub(r"[ -]", "", match[0])
        before = text[max(0, match.start() - 16) : match.start()]
        kind = ""
        if is_identity(digits):
            kind = "身份证号码"
        elif re.fullmatch(r"1[3-9][0-9]{9}", digits):
            # The preface names the report's contact: a mobile there is meant to be public.
            kind = "" if digits == contact or (part == "preface" and _CONTACT.search(before)) else "手机号码"
        elif (16 <= len(digits) <= 19 and digits.isdigit() and (luhn(digits) or _ACCOUNT.search(before))) or (
            len(digits) >= 10 and _ACCOUNT.search(before) and digits.isdigit()
        ):
            kind = "银行账号"
        if kind:
            words = {"kind": kind, "digits": f"{digits[:3]}…{digits[-2:]}"}
            yield say(
                "PRIVACY", words, passage=Span(part, match.start(), match.end(), text[match.start() : match.end()])
            )


def is_identity(digits: str) -> bool:
    """An identity card's number: 18 characters, a birthday, and the check character of GB 11643."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", digits):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    rest = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11
    return born.year >= 1900 and "10X98765432"[rest] == digits[-1].upper()


def luhn(digits: str) -> bool:
    """The check digit of bank cards (ISO/IEC 7812)."""
    doubled = (2 * int(d) if i % 2 else int(d) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
