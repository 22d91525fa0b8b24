"""Any sequence of edits, undos, redos and restarts equals a model in memory. CLERK_LONG=1 makes it long."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clerk_app.form.edition import editions
from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, reader
from clerk_app.store.steps import Act

CELLS = ("t3/new/natural", "t3/new/total", "t4/cases/review.total")
TEXTS = st.text(st.sampled_from("公开，\n一134　𠮷"), max_size=12).filter(lambda t: not t or t.strip())
# Clocks that go back, another zone, the turn of the year.
TIMES = st.sampled_from(
    ("2026-01-01T00:00:00+08:00", "2025-12-31T23:59:59+08:00", "2025-12-31T10:00:00-05:00", "1970-01-01T00:00:00+00:00")
)


class History(RuleBasedStateMachine):
    """The model: all values now, and two stacks of (values before, values after)."""

    @initialize()
    def create(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        report = empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025})
        self.values = dict(report.values)
        self.undo: list[tuple[Changeset, dict[str, Value], dict[str, Value]]] = []
        self.redo: list[tuple[Changeset, dict[str, Value], dict[str, Value]]] = []
        self.steps = 0
        self.opened = document.create(self.folder / "甲.zfnb", report, "2025-12-31T23:59:58+08:00")

    def commit(self, act: Act, changeset: Changeset, at: str) -> None:
        self.opened.commit(act, changeset, at)
        self.steps += 1
        self.at = at

    @rule(
        figures=st.dictionaries(st.sampled_from(CELLS), st.none() | st.integers(0, 99)),
        texts=st.dictionaries(st.sampled_from(("preface", "overview")), TEXTS),
        at=TIMES,
    )
    def edit(self, figures: dict[str, Value | None], texts: dict[str, str], at: str) -> None:
        wanted: dict[str, Value | None] = {**figures, **texts}
        changeset = Changeset(self.opened.report.edits_to(wanted), f"第 {self.steps} 步")
        if not changeset.edits:
            return
        after = {path: value for path, value in (self.values | wanted).items() if value not in (None, "")}
        self.undo.append((changeset, self.values, after))
        self.redo.clear()
        self.values = after
        self.commit("do", changeset, at)

    @precondition(lambda self: self.undo)
    @rule(at=TIMES)
    def take_back(self, at: str) -> None:
        self.redo.append(self.undo.pop())
        changeset, self.values, _ = self.redo[-1]
        self.commit("undo", changeset.inverse(), at)

    @precondition(lambda self: self.redo)
    @rule(at=TIMES)
    def do_again(self, at: str) -> None:
        self.undo.append(self.redo.pop())
        changeset, _, self.values = self.undo[-1]
        self.commit("redo", changeset, at)

    @rule()
    def restart(self) -> None:
        self.opened.close()
        found = reader.read(self.opened.path, editions())
        assert (dict(found.report.values), found.steps) == (self.values, self.steps)
        self.opened = document.open(self.opened.path, editions())
        if self.steps:
            assert self.opened.changed_at == self.at
        for stack, there in ((self.undo, self.opened.undo), (self.redo, self.opened.redo)):
            assert [changeset for changeset, *_ in stack[len(stack) - len(there) :]] == there
            assert len(there) == len(stack) or not self.opened.whole

    @rule()
    def look_back(self) -> None:
        undo, redo = self.opened.stacks()
        assert ([c for c, *_ in self.undo], [c for c, *_ in self.redo]) == (undo, redo)

    @invariant()
    def same(self) -> None:
        assert dict(self.opened.report.values) == self.values

    def teardown(self) -> None:
        if hasattr(self, "opened"):
            self.restart()
            self.opened.close()
            shutil.rmtree(self.folder)


LONG = bool(os.environ.get("CLERK_LONG"))
TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=200 if LONG else 12, stateful_step_count=100 if LONG else 25, deadline=None, database=None
)
