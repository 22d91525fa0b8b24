"""The fee for handling requests, worked out below the text: numbers in, each with its working, a sentence out."""

import re
import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clerk_app.form.tariff import LIMIT, Part, Tariff, Way
from clerk_app.gui.lines import Line
from clerk_app.gui.own_window import enters_button
from clerk_app.gui.wording import plain
from clerk_app.report.numbers import shown

ROWS = 1, 4  # of the working: at least, at most
SHOWN, TOLD = 100, 5  # numbers whose working is shown, parts of one that are told
HINT = "几个数用空格或顿号隔开；实收不同的，写入以后照实改。"
_BETWEEN = re.compile(r"[\s、，,；;。+＋]+")
_NUMBER = re.compile(r"[0-9]{1,6}")


class FeeForm(QFrame):
    """Hidden until `ask`. `chosen` has the sentence, or "" when it was left. No applicant's name is asked for."""

    chosen = Signal(str)

    def __init__(self, tariff: Tariff, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tariff, self._sentence = tariff, ""
        self.lines = {way.name: Line(self) for way in tariff.ways}
        fields = QHBoxLayout()
        for way in tariff.ways:
            line = self.lines[way.name]
            line.setAccessibleName(f"{way.name}：{way.counts}")
            line.setPlaceholderText(way.counts)
            line.setToolTip(plain(way.counts))
            line.textChanged.connect(self._work_out)
            label = QLabel(way.name, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(line)
            fields.addWidget(label)
            fields.addWidget(line, 1)
        basis, self.said = QLabel(f"信息处理费按{tariff.basis}算。{HINT}", self), QLabel(self)
        for label in (basis, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.working = QListWidget(self)
        self.working.setAccessibleName("每个数怎么算")
        least, most = (round(self.fontMetrics().height() * 1.3 * rows) for rows in ROWS)
        self.working.setMinimumHeight(least)
        self.working.setMaximumHeight(most)
        self.write = QPushButton("写入文字", self)
        leave = QPushButton("取消", self)
        self.write.clicked.connect(self._choose)
        leave.clicked.connect(lambda: self._close(""))
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.write)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(basis)
        column.addLayout(fields)
        column.addWidget(self.working)
        column.addLayout(foot)
        self.hide()

    def ask(self) -> None:
        """Opens, as it was left."""
        self._work_out()
        self.show()
        next(iter(self.lines.values())).setFocus()

    def _work_out(self) -> None:
        self.working.clear()
        charged: dict[str, tuple[int, int]] = {}
        wrong = ""
        for way in self._tariff.ways:
            pieces = fee = 0
            for word in _words(self.lines[way.name].text()):
                number = int(word) if _NUMBER.fullmatch(word) else LIMIT + 1
                if number > LIMIT:
                    wrong = wrong or f"“{shown(word)}”不是{way.unit}数：请填 0 到 {LIMIT} 的整数。"
                    continue
                parts = way.parts(number)
                pieces += sum(part.number for part in parts if part.price)
                fee += sum(part.fee for part in parts)
                if self.working.count() < SHOWN:
                    self.working.addItem(working(way, number, parts))
            charged[way.name] = pieces, fee
        self._sentence = "" if wrong else self._tariff.sentence(charged)
        self.said.setText(wrong or self._sentence)
        self.said.setAccessibleName(self.said.text())
        self.said.setToolTip(plain(self.said.text()))
        self.write.setEnabled(not wrong)

    def _choose(self) -> None:
        if self._sentence:
            self._close(self._sentence)

    def _close(self, sentence: str) -> None:
        self.hide()
        self.chosen.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the lines and buttons leave over."""
        if event.key() == Qt.Key.Key_Escape:
            self._close("")
        elif enters_button(event):
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)


def working(way: Way, number: int, parts: tuple[Part, ...]) -> str:
    """12 件：10 件不收费，2 件 × 100 元，共 200 元。"""
    told = [
        f"{part.number} {way.unit} × {part.price} 元" if part.price else f"{part.number} {way.unit}不收费"
        for part in parts
    ]
    if len(told) > TOLD:
        told = [*told[: TOLD - 2], "…", told[-1]]
    fee = sum(part.fee for part in parts)
    return f"{way.name} {number} {way.unit}：{'，'.join(told) or '不收费'}{f'，共 {fee} 元' if fee else ''}"


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if word]
