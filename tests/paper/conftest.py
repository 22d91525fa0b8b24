"""A report in the words of these tests, and what an independent reader finds in its PDF."""

from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from clerk_app.form.edition import editions
from clerk_app.paper.pdf import Draft, Final, make
from clerk_app.report.fields import Value
from clerk_app.report.model import Report, empty

MM = 72 / 25.4
TEXT = {
    "preface": "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和有关通知（国办公开办函〔2021〕30号）要求，"
    "编制本报告。"
    "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
    "overview": "（一）主动公开情况。全年通过网站主动公开信息86条，制发行政规范性文件2件。\n"
    "（二）依申请公开情况。本年新收政府信息公开申请7件，办结6件，结转下年度继续办理2件。\n"
    "（三）政府信息管理情况。落实“先审查、后公开”的制度——逐件留痕……及时更新。",
    "problems": "公开内容与群众需求还有差距。下一步，围绕群众关心的事项完善公开目录。",
    "others": "本年度未收取信息处理费。",
}


def sample(edition: str = "2021", **changes: Value) -> Report:
    """A complete small report; a name with __ stands for one with a slash."""
    form = editions()[edition]
    values: dict[str, Value] = {"unit": "清河镇人民政府", "year": 2024}
    values |= {"cover/parent": "云岭市", "cover/issued": "2025-01-13"}
    values |= dict.fromkeys(form.cells, 0)
    values |= TEXT
    values |= {path.replace("__", "/"): value for path, value in changes.items()}
    return empty(form, values)


@dataclass(frozen=True)
class Char:
    """One character as read from the page: mm from the sheet's upper left; `left` to `right` is its advance."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


def characters(data: bytes, page: int) -> list[Char]:
    document = pdfium.PdfDocument(data)
    sheet = document[page]
    text = sheet.get_textpage()
    found: list[Char] = []
    for i in range(text.count_chars()):
        c = chr(raw.FPDFText_GetUnicode(text, i))
        if raw.FPDFText_IsGenerated(text, i) == 1 or c in "\r\n":
            continue
        left, _, right, _ = text.get_charbox(i, loose=True)
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        size = raw.FPDFText_GetFontSize(text, i)
        found.append(Char(c, left / MM, right / MM, (sheet.get_height() - y.value) / MM, size))
    return found


@pytest.fixture(scope="session", name="sample")
def sample_() -> Callable[..., Report]:
    """sample("2021", problems="…", t3__new__total=5): a complete small report with these values."""
    return sample


@pytest.fixture(scope="session")
def draft() -> bytes:
    """The sample printed as a draft."""
    return make(sample(), mark=Draft("2025年1月10日 15:20"))


@pytest.fixture(scope="session")
def final() -> Callable[..., bytes]:
    """final(problems="…"): the sample with these values, printed as sealed."""
    return lambda **changes: make(sample(**changes), mark=Final("ABCD-EFGH-JKLM-NPQR"))


class Row(list[Char]):
    """The characters on one baseline, from the left."""

    @property
    def words(self) -> str:
        return "".join(c.text for c in self)


Lines = Callable[[bytes, int], dict[float, Row]]


@pytest.fixture(scope="session")
def lines() -> Lines:
    """lines(pdf, page): its characters by baseline in mm, from the top, each line from the left."""

    def lines(data: bytes, page: int) -> dict[float, Row]:
        result: dict[float, list[Char]] = {}
        for char in characters(data, page):
            result.setdefault(round(char.baseline, 1), []).append(char)
        return {y: Row(sorted(result[y], key=lambda c: c.left)) for y in sorted(result)}

    return lines


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], str]:
    """read(pdf): its text as an independent reader copies it, without line ends."""
    return lambda data: "".join(
        page.get_textpage().get_text_range().replace("\r", "").replace("\n", "") for page in pdfium.PdfDocument(data)
    )
