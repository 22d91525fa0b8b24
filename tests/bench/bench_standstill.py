"""How long the window stands still while it works: the longest time between two turns of its event loop.

    python tests/bench/bench_standstill.py [NAME ...]

Every act is a user's, with input larger than any office has. `CPU` is what the window's own thread computed in its
longest turn, which a busy machine does not stretch; `wall` is what the clerk waits. Above LIMIT it is marked.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QMimeData, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app import RESOURCES, formats
from clerk_app.exchange import interchange
from clerk_app.exchange.prose import LIMIT as MOST
from clerk_app.gui import app, filing, new_report
from clerk_app.gui.editor import Editor
from clerk_app.gui.grid import FigureGrid
from clerk_app.gui.pages import TablePage, TextPage
from clerk_app.gui.window import Window
from clerk_app.session import Session

LIMIT = 0.5  # s
LONG = 200_000  # characters: the most that a passage holds
STEPS = 10_000
PATIENCE = 240  # s for one act
ENOUGH = 30  # s of standing still, after which the act is broken off
SENTENCE = "2025年,我镇认真落实《条例》,全年主动公开信息214条(其中政策文件63条),收到申请13件,均按期答复."
Act = tuple[Callable[[], object], Callable[[], object]]  # what is done, and what holds when it is done


class Watch:
    """Turns of the event loop, timed."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self.wall = self.cpu = self._wall = self._cpu = 0.0

    def _tick(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        self.wall, self.cpu = max(self.wall, wall - self._wall), max(self.cpu, cpu - self._cpu)
        self._wall, self._cpu = wall, cpu

    def during(self, application: QApplication, act: Callable[[], object], done: Callable[[], object]) -> float:
        """Does it and waits until it is done and a moment more; returns how long all of it took."""
        self.wall = self.cpu = 0.0
        self._wall, self._cpu = time.perf_counter(), time.thread_time()
        self._timer.start()
        begun = time.perf_counter()
        signal.alarm(ENOUGH)
        QTimer.singleShot(0, act)
        settled = None
        while settled is None or time.perf_counter() < settled:
            application.processEvents()
            time.sleep(0.001)
            if settled is None and time.perf_counter() > begun + 0.01 and done():
                settled = time.perf_counter() + 0.9  # the pauses after which texts are handed on and causes sought
            if time.perf_counter() > begun + PATIENCE:
                raise TimeoutError(f"more than {PATIENCE} s")
            if time.perf_counter() > begun + ENOUGH - 1:
                signal.alarm(ENOUGH)
        signal.alarm(0)
        took = time.perf_counter() - begun - 0.9
        self._timer.stop()
        return took


class Bench:
    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application, self.folder = application, folder
        self.window = Window(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
        self.window.resize(1366, 720)
        self.window.show()
        self.watch = Watch()
        self.settle(self.window.start_page.isVisible)

    def settle(self, holds: Callable[[], object], more: float = 0.3) -> None:
        end = time.perf_counter() + PATIENCE
        while not holds():
            self.application.processEvents()
            time.sleep(0.002)
            assert time.perf_counter() < end
        end = time.perf_counter() + more
        while time.perf_counter() < end:
            self.application.processEvents()
            time.sleep(0.002)

    # ---- reports

    def sample(self, name: str = "sample") -> Path:
        data = interchange.parse(next((RESOURCES / "sample").glob("*.json")).read_text("utf-8"))
        path = self.folder / f"{name}.zfnb"
        if not path.exists():
            with Session.create(path, data.unit, data.year or 0) as session:
                session.edit(interchange.fitting(data, session.report), "填入数据", given=True)
        return path

    def long(self) -> Path:
        """With two texts as long as a passage can be, and last year's as well."""
        path = self.folder / "long.zfnb"
        if not path.exists():
            text = prose(LONG)
            with Session.open(self.sample("long")) as session:
                session.edit({"overview": text, "previous/overview": text[7:] + "去年如此。"}, "写长文")
        return path

    def much(self) -> Path:
        """With a history of ten thousand steps."""
        path = self.folder / "much.zfnb"
        if not path.exists():
            with Session.open(self.sample("much")) as session:
                for i in range(STEPS):
                    session.edit({"t3/new/natural": i % 997}, "填写")
        return path

    def open(self, path: Path, page: str = "") -> None:
        self.window.open(path)
        desk = self.window.desk
        assert desk is not None
        if page:
            desk.tabs.show_key(page)
            desk.page.setFocus()
        self.settle(lambda: True, 1.0)

    @property
    def grid(self) -> FigureGrid:
        assert self.window.desk is not None
        page = self.window.desk.page
        assert isinstance(page, TablePage)
        return page.grid

    @property
    def editor(self) -> Editor:
        assert self.window.desk is not None
        page = self.window.desk.page
        assert isinstance(page, TextPage)
        return page.editor

    def clip(self, text: str = "", html: str = "") -> None:
        mime = QMimeData()
        if text:
            mime.setText(text)
        if html:
            mime.setHtml(html)
        QApplication.clipboard().setMimeData(mime)

    def idle(self) -> bool:
        """Nothing is being worked on beside the window."""
        pool = self.window.worker._pool
        return pool._work_queue.empty() and not pool_busy(self.window)


def pool_busy(window: Window) -> bool:
    done: list[bool] = window.__dict__.setdefault("_probe", [])
    if not done:
        done.append(False)
        window.worker.run(lambda: None, lambda _: done.__setitem__(0, True), lambda _: None)
        return True
    if done[0]:
        done.clear()
        return False
    return True


def prose(length: int) -> str:
    lines, i = list[str](), 0
    while sum(map(len, lines[-1:])) >= 0 and i * 45 < length:
        lines.append(
            f"（{i}）第{i}项工作，全年公开信息{i * 7 % 1000}条，收到申请{i % 13}件，均按期办结，群众比较满意。"
        )
        i += 1
    return "\n".join(lines)[:length]


# ---- what is tried


def in_table(b: Bench, text: str = "", html: str = "") -> Act:
    b.open(b.sample(), "applications")
    b.clip(text, html)
    return b.grid.paste, lambda: True


def in_text(b: Bench, text: str = "", html: str = "") -> Act:
    b.open(b.sample(), "problems")
    assert b.window.desk is not None
    b.window.desk.session.edit({"problems": ""}, "清空")  # what was pasted before is saved
    b.settle(lambda: True, 0.5)
    b.clip(text, html)
    return b.editor.text.paste, lambda: True


def command(b: Bench, name: str, path: Path, page: str = "") -> Act:
    b.open(path, page)
    return b.window.commands[name].trigger, b.idle


def exported(b: Bench, ending: str, path: Path) -> Act:
    b.open(path)
    target = b.folder / f"out{ending}"
    target.unlink(missing_ok=True)
    kind = "export_picture" if ending == ".png" else "export"
    return lambda: b.window.outgoing.export_to(target, kind), b.idle


def imported(b: Bench, ending: str, make: Callable[[], bytes]) -> Act:
    from clerk_app.gui import import_page

    path = b.folder / f"in{ending}"
    path.write_bytes(make())
    b.window.filing.close()
    return lambda: import_page.read(b.window, path), b.idle


def made(b: Bench, ending: str, path: Path) -> bytes:
    with Session.open(path) as session:
        return formats.make(ending, session.report, session.changed_at, None)


def found(b: Bench, replacing: str = "") -> Act:
    b.open(b.long(), "overview")
    b.editor.find.open(replacing=bool(replacing))
    if not replacing:
        return lambda: b.editor.find.what.setText("条"), lambda: True
    b.editor.find.what.setText("信息")
    b.editor.find.by.setText(replacing)
    b.settle(lambda: True, 1.0)
    return b.editor.find.replace_all, lambda: True


def stepped(b: Bench) -> Act:
    b.open(b.long(), "overview")
    b.editor.find.open()
    b.editor.find.what.setText("的")
    b.editor.find.what.setText("信息")
    b.settle(lambda: True, 1.0)
    return lambda: b.editor.find.step(1), lambda: True


def typed(b: Bench) -> Act:
    b.open(b.long(), "overview")
    return lambda: QTest.keyClick(b.editor.text, Qt.Key.Key_A), lambda: True


def typed_in_table(b: Bench) -> Act:
    b.open(b.long(), "applications")
    return lambda: (
        QTest.keyClick(b.grid.view, Qt.Key.Key_7),
        QTest.keyClick(b.application.focusWidget() or b.grid.view, Qt.Key.Key_Return),
    ), lambda: True


def opened(b: Bench, path: Path) -> Act:
    b.window.filing.close()
    b.settle(lambda: True, 0.5)
    return lambda: b.window.open(path), b.idle


def closed(b: Bench, path: Path) -> Act:
    b.open(path, "applications")
    return b.window.filing.close, b.idle


def undone(b: Bench) -> Act:
    b.open(b.long(), "overview")
    return b.window.commands["undo"].trigger, lambda: True


def undone_deep(b: Bench) -> Act:
    b.open(b.much(), "applications")

    def many() -> None:
        for _ in range(60):
            b.window.commands["undo"].trigger()

    return many, lambda: True


def gone_back(b: Bench) -> Act:
    from clerk_app.gui.history_page import show_history

    b.open(b.much(), "applications")
    page = show_history(b.window)
    b.settle(lambda: page.list.topLevelItemCount() > 0, 1.0)
    page.list.setCurrentItem(page.list.topLevelItem(page.list.topLevelItemCount() - 1))
    return page.go_back, b.idle


def backed_up(b: Bench) -> Act:
    b.open(b.sample(), "applications")
    return b.window.commands["backups"].trigger, b.idle


def new_from(b: Bench, path: Path) -> Act:
    b.window.filing.close()
    b.window.show_new(None)
    return lambda: b.window.new_page.take_previous(path), b.idle


def rescued(b: Bench) -> Act:
    b.window.filing.close()
    path = b.folder / "broken.zfnb"
    data = bytearray(b.much().read_bytes())
    data[len(data) // 2 : len(data) // 2 + 5000] = b"\0" * 5000
    path.write_bytes(data)
    return lambda: b.window.open(path), b.idle


def printed(b: Bench, path: Path) -> Act:
    from PySide6.QtPrintSupport import QPrinter

    b.open(path)
    data = made_now(b)
    on = QPrinter(QPrinter.PrinterMode.HighResolution)
    on.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    on.setOutputFileName(str(b.folder / "printed.pdf"))
    return lambda: b.window.outgoing.print_on(data, on), b.idle


def made_now(b: Bench) -> bytes:
    assert b.window.desk is not None
    session = b.window.desk.session
    return formats.make(".pdf", session.report, session.changed_at, None)


def collected(b: Bench) -> Act:
    from clerk_app.gui.collecting.page import CollectingPage, show_collecting

    folder = b.folder / "received"
    if not folder.exists():
        folder.mkdir()
        data = interchange.parse(next((RESOURCES / "sample").glob("*.json")).read_text("utf-8"))
        for i in range(200):
            with Session.create(folder / f"{i}.zfnb", f"青石{i}镇人民政府", data.year or 0) as session:
                session.edit(
                    interchange.fitting(data, session.report) | {"unit": f"青石{i}镇人民政府"}, "x", given=True
                )
    b.window.filing.close()
    show_collecting(b.window)
    page = b.window.findChild(CollectingPage)
    assert isinstance(page, CollectingPage)
    return lambda: page.work.add([folder]), lambda: not page.work.busy and page.work.made is not None


BROKEN = {
    "tags never closed": lambda: "<table><tr>" + "<td <p class='x' " * 100_000,
    "quotes never closed": lambda: "<table><tr><td>" + "<a b='c" * 230_000,
    "comments": lambda: "<table><tr><td>" + "<!-- -" * 270_000,
    "declarations": lambda: "<table><tr><td>" + "<![CDATA[<!" * 150_000,
    "entities": lambda: "<table><tr><td>" + "&#" * 800_000,
    "angles": lambda: "<table><tr><td>" + "<" * 1_600_000,
    "nested tables": lambda: "<table><tr><td>" * 110_000,
    "half tags": lambda: "<table><tr><td>" + "</" * 800_000,
    "script": lambda: "<table><script>" + "</scrip" * 230_000,
    "spans": lambda: "<table>" + "<tr>" + "<td colspan=99 rowspan=99>1</td>" * 60_000,
    "Word's styles": lambda: (
        "<style>" + ".x{font:y}\n" * 90_000 + "</style><table>" + "<tr><td style='mso:x'>1</td></tr>" * 20_000
    ),
}
ACTS: dict[str, Callable[[Bench], Act]] = {
    **{f"table: {name}": lambda b, h=h: in_table(b, html=h()) for name, h in BROKEN.items()},
    "table: text of 20 MB": lambda b: in_table(b, "1\t2\t3\n" * 3_300_000),
    "table: one line of 20 MB": lambda b: in_table(b, "1\t" * 10_000_000),
    "table: quotes": lambda b: in_table(b, '\t"a""' * 400_000),
    "table: quotes 2": lambda b: in_table(b, '\t"\t"a' * 400_000),
    "table: words": lambda b: in_table(b, "一 " * 2_000_000),
    "text: as much as is taken": lambda b: in_text(b, prose(MOST - 10)),
    "text: to be put right": lambda b: in_text(b, "\n".join([SENTENCE] * (MOST // 60))),
    "text: one paragraph": lambda b: in_text(b, SENTENCE * (MOST // 60)),
    "text: commas": lambda b: in_text(b, "a" + "," * (MOST - 9) + "中"),
    "text: dots": lambda b: in_text(b, "中" + "." * (MOST - 9) + "中"),
    "text: brackets": lambda b: in_text(b, "中" + "(" * (MOST - 9)),
    "text: bracket pairs": lambda b: in_text(b, "中" + "(a" * (MOST // 4) + ")" * (MOST // 4)),
    "text: quotes": lambda b: in_text(b, '中"' * (MOST // 2)),
    "text: blanks": lambda b: in_text(b, "中 a" + " " * (MOST - 9) + "a"),
    "text: 20 MB": lambda b: in_text(b, prose(1000) * 20_000),
    "text: lines": lambda b: in_text(b, "中\n" * (MOST // 2)),
    "text: a page's HTML": lambda b: in_text(b, html="<p>" + "<b>好</b>，" * (MOST // 2 - 9)),
    "text: nested HTML": lambda b: in_text(b, html="<div>" * 400_000 + "x"),
    "text: tables of HTML": lambda b: in_text(b, html="<table><tr><td>" * 120_000 + "x"),
    "find: one word of many": found,
    "find: next": stepped,
    "find: replace all": lambda b: found(b, "消息"),
    "type in a long text": typed,
    "type in a table beside a long text": typed_in_table,
    "undo a long text": undone,
    "undo deep": undone_deep,
    "open a long report": lambda b: opened(b, b.long()),
    "open 10,000 steps": lambda b: opened(b, b.much()),
    "close 10,000 steps": lambda b: closed(b, b.much()),
    "history of 10,000 steps": lambda b: command(b, "history", b.much()),
    "history: back to the first": gone_back,
    "backups": backed_up,
    "compare": lambda b: command(b, "compare", b.long()),
    "bindings": lambda b: command(b, "bindings", b.long()),
    "F8": lambda b: command(b, "finding_next", b.long()),
    "new from 10,000 steps": lambda b: new_from(b, b.much()),
    "new from a long report": lambda b: new_from(b, b.long()),
    "rescue": rescued,
    "print": lambda b: printed(b, b.sample()),
    "preview": lambda b: command(b, "preview", b.sample()),
    "preview of a long report": lambda b: command(b, "preview", b.long()),
    **{
        f"export {e}": lambda b, e=e: exported(b, e, b.sample())
        for e in (".pdf", ".docx", ".xlsx", ".html", ".json", ".png")
    },
    **{
        f"export long {e}": lambda b, e=e: exported(b, e, b.long())
        for e in (".pdf", ".docx", ".xlsx", ".html", ".json", ".png")
    },
    **{
        f"import {e}": lambda b, e=e: imported(b, e, lambda: made(b, e, b.sample()))
        for e in (".pdf", ".docx", ".xlsx", ".html", ".json")
    },
    **{
        f"import long {e}": lambda b, e=e: imported(b, e, lambda: made(b, e, b.long()))
        for e in (".docx", ".html", ".json")
    },
    "copy_table": lambda b: command(b, "copy_table", b.sample(), "applications"),
    "copy_web": lambda b: command(b, "copy_web", b.long()),
    "manual": lambda b: command(b, "manual", b.sample()),
    "settings": lambda b: command(b, "settings", b.sample()),
    "about": lambda b: command(b, "about", b.sample()),
    "seal": lambda b: command(b, "seal", b.sample()),
    "verify": lambda b: command(b, "verify", b.sample()),
    "collect 200": collected,
}


def enough(*_: object) -> None:
    raise TimeoutError(f"stood still for {ENOUGH} s")


def main() -> None:
    wanted = sys.argv[1:]
    signal.signal(signal.SIGALRM, enough)
    application = QApplication([sys.argv[0]])
    app.dress(application)
    sys.setswitchinterval(app.TURN)
    with tempfile.TemporaryDirectory() as folder:
        for module in (filing, new_report):
            module.documents = lambda: Path(folder)
        bench = Bench(application, Path(folder))
        print(f"{'':36}{'took':>8}{'wall':>8}{'CPU':>8}  s")
        for name, prepare in ACTS.items():
            if wanted and not any(w in name for w in wanted):
                continue
            try:
                act, done = prepare(bench)
                took = bench.watch.during(application, act, done)
            except Exception as e:
                print(f"{name:36}  {type(e).__name__}: {e}", flush=True)
                continue
            over = "  ←" if bench.watch.cpu > LIMIT else ""
            print(f"{name:36}{took:8.2f}{bench.watch.wall:8.2f}{bench.watch.cpu:8.2f}{over}", flush=True)
            for widget in application.topLevelWidgets():
                if widget is not bench.window and widget.isVisible():
                    widget.close()
            bench.window.filing.discard()
        bench.window.worker.stop()
    os._exit(0)


if __name__ == "__main__":
    main()
