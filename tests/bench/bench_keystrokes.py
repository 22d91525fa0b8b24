"""Keystrokes of a whole report of a township, typed into the real window, against the official Word template.

    python tests/bench/bench_keystrokes.py

The report is the sample's: about 20 cells that are not zero, three narrative parts carried over from last year with
their numbers brought up to date. Every key is an event to whatever has the keys; a chord counts as one. What comes out
has to be the intended report, value by value.

The template is counted in its favour: it lies open, has the unit's name, its parts are found by one key each, its
instructions vanish by themselves, no sum has to be worked out. But each of its cells has to be filled, and is reached
by Tab. The third column is the same with last year's Word document instead of the template: only what differs is typed
over, every cell is still gone through.
"""

import json
import os
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.gui import app, filing, new_report, settings
from clerk_app.gui.pages import TablePage, TextPage
from clerk_app.gui.window import Window
from clerk_app.report.document import chinese_date
from clerk_app.report.fields import read_date
from clerk_app.report.numbers import write_number
from clerk_app.session import Session

Ctrl, Shift, Alt = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SAMPLE = json.loads((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
# Numbers of the narrative parts, as they stood last year: each is found by its digits alone.
LAST: dict[str, tuple[tuple[str, str], ...]] = {
    "overview": (
        ("2025", "2024"), ("214", "198"), ("63", "57"), ("38", "35"), ("113", "106"), ("11", "10"), ("13", "15"),
        ("27", "24"), ("186", "170"), ("120", "100"),
    ),
    "problems": (("2025", "2024"),),
    "others": (("2025", "2024"),),
}  # fmt: skip
LAST_FIGURES = {"p1/normative/valid": "10", "t3/next/natural": "1", "t3/next/total": "1"}
COPY = 5  # to last year's text, all of it, copied, back, pasted


class Typist:
    """Presses keys, counts them by what they are for, and lets the window follow after each."""

    def __init__(self, application: QApplication) -> None:
        self.application, self.counts, self.for_ = application, Counter[str](), ""

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.counts[self.for_] += 1
        QTest.keyClick(self._has_the_keys(), key, modifier)
        self.application.processEvents()

    def type(self, text: str) -> None:
        for character in text:
            self.counts[self.for_] += 1
            QTest.keyClicks(self._has_the_keys(), character)
            self.application.processEvents()

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < end, "waited in vain"
            self.application.processEvents()
            time.sleep(0.005)

    def _has_the_keys(self) -> QWidget:
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None, "nobody has the keys"
        return found


def last_year(path: Path) -> None:
    """The report of the year before, as it was sent."""
    with Session.create(path, SAMPLE["unit"], SAMPLE["year"] - 1) as session:
        data = interchange.parse(json.dumps(SAMPLE, ensure_ascii=False))
        wanted = {p: v for p, v in data.wanted.items() if p != "unit"} | LAST_FIGURES
        for part, numbers in LAST.items():
            for now, before in numbers:
                wanted[part] = str(wanted[part]).replace(now, before)
        wanted["preface"] = str(wanted["preface"]).replace("2025", "2024")
        session.edit(wanted, given=True)


def type_report(window: Window, typist: Typist) -> None:
    """All of it, from last year's file to the last key."""
    key, say = typist.key, typist.type
    typist.for_ = "新建，封面"
    _from_last_year(window, typist)
    for _ in range(4):  # unit, year, level, place above
        key(Key.Key_Tab)
    say("2026.1.12")
    key(Key.Key_T, Ctrl)  # the usual preface; the date is taken as its field is left
    assert window.desk is not None
    for part in window.desk.session.report.edition.parts:
        typist.for_ = "三段文字" if not part.tables else "三张表"
        key(Key.Key_PageDown, Ctrl)
        page = window.desk.page
        if isinstance(page, TablePage):
            _fill(page, typist)
        else:
            assert isinstance(page, TextPage)
            typist.until(page.editor.text.hasFocus)
            for pressed, modifier in ((Key.Key_L, Ctrl), (Key.Key_A, Ctrl), (Key.Key_C, Ctrl), (Key.Key_L, Ctrl),
                                      (Key.Key_V, Ctrl)):  # fmt: skip
                key(pressed, modifier)
            for now, before in LAST[part.key]:
                key(Key.Key_F, Ctrl)
                say(before)
                key(Key.Key_Return)
                key(Key.Key_Escape)
                say(now)


def _from_last_year(window: Window, typist: Typist) -> None:
    """Ctrl+Shift+N offers the report opened last; Enter twice takes it and what the page suggests."""
    asked = QTimer(window, interval=20)

    def confirm() -> None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()]
        if shown and QApplication.focusWidget() is not None and shown[0].isAncestorOf(QApplication.focusWidget()):
            asked.stop()
            typist.key(Key.Key_Return)

    asked.timeout.connect(confirm)
    asked.start()
    typist.key(Key.Key_N, Ctrl | Shift)  # returns when the dialog has closed
    typist.until(lambda: window.rooms.currentWidget() is window.new_page)
    in_front(window, typist)
    typist.key(Key.Key_Return)
    typist.until(lambda: window.desk is not None)


def in_front(window: Window, typist: Typist) -> None:
    """What a window manager does, where there is one."""
    typist.until(lambda: window.isActiveWindow() or window.activateWindow())


def _fill(page: TablePage, typist: Typist) -> None:
    """What is not zero and neither carried over nor a sum, cell by cell on the shortest way; then 其余全部填 0."""
    grid = page.grid
    typist.until(grid.view.hasFocus)
    report = page.session.report
    open_ = [c for c in grid.view.steps.across if c not in grid.model.totals and report.figure(c) is None]
    wanted = [c for c in open_ if SAMPLE["figures"][c] != 0]
    for cell in wanted:
        for press in _way(page, grid.current, cell):
            typist.key(press)
        assert grid.current == cell
        typist.type(str(SAMPLE["figures"][cell]))
    typist.key(Key.Key_T, Alt)
    typist.until(QApplication.activePopupWidget)
    typist.type("0")
    typist.until(lambda: QApplication.activePopupWidget() is None)


def _way(page: TablePage, start: str, goal: str) -> list[Qt.Key]:
    """The fewest of arrows, Tab and Enter that lead from cell to cell."""
    steps = page.grid.view.steps
    keys: dict[Qt.Key, Callable[[str], str]] = {
        Key.Key_Right: lambda p: steps.beside(p, 0, 1),
        Key.Key_Down: lambda p: steps.beside(p, 1, 0),
        Key.Key_Left: lambda p: steps.beside(p, 0, -1),
        Key.Key_Up: lambda p: steps.beside(p, -1, 0),
        Key.Key_Tab: steps.tab,
        Key.Key_Return: steps.enter,
    }
    ways: dict[str, list[Qt.Key]] = {start: []}
    queue = deque([start])
    while goal not in ways:
        here = queue.popleft()
        for key, step in keys.items():
            if (there := step(here)) not in ways:
                ways[there] = [*ways[here], key]
                queue.append(there)
    return ways[goal]


def template(figures: dict[str, str], before: dict[str, str]) -> dict[str, Counter[str]]:
    """The keys of the template, and of last year's Word document, by what they are for."""
    year, issued = str(SAMPLE["year"]), chinese_date(read_date(SAMPLE["cover"]["issued"]))
    found = {name: Counter[str]() for name in ("模板", "上年文档")}
    edits = sum(3 + len(b) + len(n) for numbers in LAST.values() for n, b in numbers)
    cover = len(year) + (3 + 2 * len(year)) * 4 + len(issued)  # the title's year, the preface's four, the date
    for name, count in found.items():
        count["新建，封面"] = cover + (COPY if name == "模板" else 0)  # the preface copied from last year
        count["三张表"] = (
            3
            + len(figures)
            + sum(len(text) for cell, text in figures.items() if name == "模板" or before[cell] != text)
        )
        count["三段文字"] = edits + len(LAST) * (1 + (COPY if name == "模板" else 0))
    return found


def main() -> int:
    application = QApplication(sys.argv[:1])
    app.dress(application)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for module in (filing, new_report):
            module.documents = lambda: place  # nothing goes into this user's own folder
        store = QSettings(str(place / "settings.ini"), QSettings.Format.IniFormat)
        last_year(place / "石桥湾2024.zfnb")
        settings.remember(store, place / "石桥湾2024.zfnb")
        window, typist = Window(store), Typist(application)
        window.resize(1366, 768)
        window.show()
        in_front(window, typist)
        window.start_page.setFocus()
        type_report(window, typist)
        assert window.desk is not None
        window.desk.flush()
        session = window.desk.session
        wrong = differing(session)
        report = session.report
        figures = {c: write_number(n) for c, n in report.figures.items()}
        before = {c: str(LAST_FIGURES.get(c, figures[c])) for c in figures}
        filled = sum(text != "0" for text in figures.values())
        window.filing.close()
    print(table({"本程序": typist.counts} | template(figures, before)))
    print(f"{len(figures)} 格，其中 {filled} 格不是 0；三段文字里的 {sum(map(len, LAST.values()))} 个数改成今年的")
    print("得到的就是要填的那一份报告" if not wrong else "与要填的报告不同：" + "；".join(wrong))
    fewer = all(typist.counts.total() < other.total() for other in template(figures, before).values())
    return 0 if fewer and not wrong else 1


def differing(session: Session) -> list[str]:
    """Where what was typed is not what was intended."""
    wanted = dict(interchange.parse(json.dumps(SAMPLE, ensure_ascii=False)).wanted)
    now = session.report.values
    said = [f"{path}：{now.get(path)!r}" for path, value in wanted.items() if str(now.get(path)) != str(value)]
    return said + [f.message for f in session.findings.all if f.level == "error"]


def table(columns: dict[str, Counter[str]]) -> str:
    names = list(next(iter(columns.values())))
    lines = ["　　　　　　" + "".join(f"{name:>8}" for name in columns)]
    lines += [f"{name:　<6}" + "".join(f"{count[name]:>10}" for count in columns.values()) for name in names]
    lines.append(f"{'合计':　<6}" + "".join(f"{count.total():>10}" for count in columns.values()))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
