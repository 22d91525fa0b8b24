"""The findings of a report in work: worked out when asked for; those of long texts beside it, while one types on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Changeset, Report

if TYPE_CHECKING:
    from clerk_app.check.finding import Findings

Beside = Callable[[Callable[[], "Findings"], Callable[["Findings"], object], Callable[[Exception], object]], None]
# Characters of all passages together, last year's too, above which reading them takes longer than a key may.
LONG = 20_000
BEGINNING = 2_000  # characters of each text that are read at once even then


class Checks:
    """`beside` runs work in another thread, then one of two calls in ours; without it nothing is put off. `running`:
    what is known is of an earlier moment, or of the beginnings of the texts."""

    def __init__(
        self, report: Callable[[], Report], check: Callable[[Report], "Findings"], arrived: Callable[["Findings"], None]
    ) -> None:
        """`report` is the one in work, `arrived` is called with findings that were put off."""
        self._report, self._check, self._arrived = report, check, arrived
        self._known: Findings | None = None
        self.beside: Beside | None = None
        self.running = False

    @property
    def findings(self) -> "Findings":
        """What is known now."""
        if self._known is None and self._slow:
            report = self._report()
            short = {p: v[:BEGINNING] for p, v in report.values.items() if isinstance(v, str)}
            self._known = self._check(report.apply(Changeset(report.edits_to(short))))
            self._begin()
        return self._known or self.settled()

    def settled(self) -> "Findings":
        """The findings of the report as it stands, however long that takes."""
        if self._known is None or self.running:
            self._known, self.running = self._check(self._report()), False
        return self._known

    def again(self) -> None:
        """The report has changed."""
        if not self._slow:
            self.forget()
        elif self._known is not None and not self.running:
            self._begin()

    def forget(self) -> None:
        """Nothing is known any more."""
        self._known, self.running = None, False

    @property
    def _slow(self) -> bool:
        if self.beside is None:
            return False
        report = self._report()
        passages = report.edition.passages
        return sum(len(report.text(p)) + len(report.text(PREVIOUS + p)) for p in passages) > LONG

    def _begin(self) -> None:
        """One at a time: its end looks whether the report has changed meanwhile."""
        assert self.beside is not None
        report, self.running = self._report(), True

        def done(found: "Findings") -> None:
            if not self.running:
                return  # nobody waits for it any more
            if report is not self._report():
                self._begin()
                return
            self._known, self.running = found, False
            self._arrived(found)

        def failed(error: Exception) -> None:
            self.running = False
            raise error

        self.beside(lambda: self._check(report), done, failed)
