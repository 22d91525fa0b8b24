"""一图读懂: the year's figures on one long page, to be read on a telephone. Nothing in it that is not in the tables."""

from collections.abc import Sequence

from clerk_app.form.edition import Part
from clerk_app.paper.charts import Bar, Chart, Number, charts
from clerk_app.paper.faces import Faces, Role, bundled
from clerk_app.paper.labels import even_lines
from clerk_app.paper.setting import Book, Colour, Element, Fill, Page, flat, glyphs_of, width_of, widths_of
from clerk_app.paper.writing import write
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number

WIDTH = 420.0  # pt; a telephone shows it at about its own size, so nothing is smaller than 11 pt
EDGE = 26.0
GAP = 12.0
INNER = WIDTH - 2 * EDGE
_NAMES = 112.0  # the column of a bar chart that holds the names
_NUMBERS = 64.0  # and the one that holds the numbers

DEEP: Colour = (0.05, 0.27, 0.42)
BRIGHT: Colour = (0.08, 0.47, 0.66)
PALE: Colour = (0.93, 0.96, 0.98)
FADED: Colour = (0.70, 0.79, 0.85)
INK: Colour = (0.13, 0.16, 0.20)
GREY: Colour = (0.38, 0.43, 0.48)
WHITE: Colour = (1.0, 1.0, 1.0)


def make(report: Report, *, faces: Faces | None = None) -> bytes:
    """The picture as a PDF of one page."""
    sheet = _Sheet(faces or bundled())
    sheet.head(report)
    for part in report.edition.parts:
        if part.tables:
            sheet.part(part, charts(report, part))
    sheet.foot(report)
    return write(Book(f"{report.title}（一图读懂）", [sheet.page], sheet.root))


class _Sheet:
    """The page, filled from the top; `y` is where the next thing goes."""

    def __init__(self, faces: Faces) -> None:
        self.faces, self.page, self.root = faces, Page(width=WIDTH), Element("Document")
        self.y = 0.0

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: Colour = INK,
        *,
        role: Role = "heiti",
        align: float = 0.0,
        tag: str = "P",
    ) -> None:
        """A line whose baseline is at `y`. `align`: the share of its width that lies left of `x`."""
        if not text:
            return
        start = x - align * width_of(text, role, size, self.faces)
        self.page.texts.append(flat(text, role, size, start, y, self.faces, self.root.add(tag), colour))

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.page.fills.append(Fill(x, y, width, height, colour))

    def broken(self, text: str, size: float, width: float, *, place: bool = False) -> list[str]:
        widths = tuple(widths_of(glyphs_of(text, "heiti", self.faces), text))
        return [text[a:b] for a, b in even_lines(text, widths, width / size, place=place)]

    def head(self, report: Report) -> None:
        units = self.broken(report.unit, 20, INNER, place=True)
        height = 112.0 + 28 * len(units)
        self.fill(0, 0, WIDTH, height, DEEP)
        for i, unit in enumerate(units):
            self.text(unit, WIDTH / 2, 46 + 28 * i, 20, WHITE, align=0.5)
        y = 46 + 28 * len(units)
        title = report.title.removeprefix(report.unit)
        self.text(title, WIDTH / 2, y, min(20, INNER / width_of(title, "heiti", 1, self.faces)), WHITE, align=0.5)
        self.text("一图读懂", WIDTH / 2, y + 44, 32, WHITE, role="title", align=0.5, tag="H1")
        self.y = height + 10

    def part(self, part: Part, shown: Sequence[Chart]) -> None:
        self.y += 22
        heading = part.heading.partition("、")[2] or part.heading
        for line in self.broken(heading, 18, INNER - 14):
            self.fill(EDGE, self.y, 5, 20, BRIGHT)
            self.text(line, EDGE + 14, self.y + 16.5, 18, DEEP, tag="H2")
            self.y += 28
        self.y += 4
        narrow: list[Chart] = []
        for chart in shown:
            if chart.whole is not None and chart.quiet:
                narrow.append(Chart(chart.title, chart.unit, (chart.whole,)))
                continue
            if chart.whole is None and len(chart.bars) == 1:
                narrow.append(chart)
                continue
            self._pairs(narrow)
            narrow = []
            if chart.whole:
                self._bars(chart, chart.whole)
            else:
                self._numbers(chart)
        self._pairs(narrow)

    def _pairs(self, narrow: Sequence[Chart]) -> None:
        """Charts of one number each, two side by side."""
        width = (INNER - GAP) / 2
        for i, chart in enumerate(narrow):
            (bar,) = chart.bars
            x = EDGE + (width + GAP) * (i % 2)
            self._card(bar, chart.title, chart.unit, x, width)
            if i % 2 or i == len(narrow) - 1:
                self.y += 78 + GAP

    def _numbers(self, chart: Chart) -> None:
        """Large numbers: rows of four at most, under the chart's title if it has one."""
        if chart.title:
            self.text(chart.title, EDGE, self.y + 14, 14)
            self.y += 24
        count = len(chart.bars) if len(chart.bars) <= 3 else 2
        width = (INNER - GAP * (count - 1)) / count
        for i, bar in enumerate(chart.bars):
            self._card(bar, bar.name, chart.unit, EDGE + (width + GAP) * (i % count), width)
            if i % count == count - 1 or i == len(chart.bars) - 1:
                self.y += 78 + GAP

    def _card(self, bar: Bar, name: str, unit: str, x: float, width: float) -> None:
        self.fill(x, self.y, width, 78, PALE)
        number, known = _written(bar.number), bar.number is not None
        size = min(30.0 if known else 18.0, (width - 40) / width_of(number, "heiti", 1, self.faces))
        across = width_of(number, "heiti", size, self.faces)
        mark = unit if known else ""
        start = x + (width - across - width_of(mark, "heiti", 12, self.faces) - 3) / 2
        y = self.y + (36 if bar.before is not None else 42)
        self.text(number, start, y, size, BRIGHT if known else GREY)
        self.text(mark, start + across + 3, y, 12, GREY)
        fit = min(13.0, (width - 8) / width_of(name, "heiti", 1, self.faces))
        self.text(name, x + width / 2, y + 19, fit, align=0.5)
        if bar.before is not None:
            self.text(_last_year(bar.before), x + width / 2, y + 35, 11, GREY, align=0.5)

    def _bars(self, chart: Chart, whole: Bar) -> None:
        """One bar a part, last year's fainter below it; all to one scale."""
        self.text(chart.title, EDGE, self.y + 14, 14)
        unit = f" {chart.unit}" if whole.number is not None else ""
        self.text(_written(whole.number) + unit, WIDTH - EDGE, self.y + 14, 14, align=1)
        self.y += 28
        numbers = [n for b in chart.bars for n in (b.number, b.before) if n is not None]
        said = [(_written(b.number), 15.0) for b in chart.bars]
        said += [(_last_year(b.before), 11.0) for b in chart.bars if b.before is not None]
        beside = max(_NUMBERS, *(width_of(words, "heiti", size, self.faces) + 8 for words, size in said))
        length = INNER - _NAMES - beside
        scale = length / float(max([*numbers, 1]))
        for bar in chart.bars:
            fit = min(13.0, (_NAMES - 8) / width_of(bar.name, "heiti", 1, self.faces))
            self.text(bar.name, EDGE, self.y + 13, fit)
            self._bar(bar.number, self.y + 1, 15, length, scale, BRIGHT)
            shade = DEEP if bar.number is not None else GREY
            self.text(_written(bar.number), WIDTH - EDGE, self.y + 14, 15, shade, align=1)
            if bar.before is not None:
                self._bar(bar.before, self.y + 18, 5, length, scale, FADED)
                self.text(_last_year(bar.before), WIDTH - EDGE, self.y + 26, 11, GREY, align=1)
                self.y += 10
            self.y += 25
        self.y += 12

    def _bar(self, number: Number | None, y: float, height: float, length: float, scale: float, colour: Colour) -> None:
        self.fill(EDGE + _NAMES, y, length, height, PALE)
        if number is not None and number > 0:
            self.fill(EDGE + _NAMES, y, float(number) * scale, height, colour)

    def foot(self, report: Report) -> None:
        self.y += 16
        self.fill(EDGE, self.y, INNER, 0.8, FADED)
        self.y += 20
        ends = f"数据取自《{report.unit}", f"{report.title.removeprefix(report.unit)}》各表"
        whole = "".join(ends)
        for words in (whole,) if width_of(whole, "heiti", 11, self.faces) <= INNER else ends:
            for line in self.broken(words, 11, INNER, place=True):
                self.text(line, EDGE, self.y, 11, GREY)
                self.y += 16
        self.page.height = self.y + 14


def _written(number: Number | None) -> str:
    """A blank cell is not 0."""
    return "未填" if number is None else write_number(number)


def _last_year(number: Number) -> str:
    return f"上年 {write_number(number)}"
