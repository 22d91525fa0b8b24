"""The levels of paragraphs as they print: each in its face, the first line two characters in."""

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from clerk_app.gui.faces import families
from clerk_app.report.document import level_of

_LINE = 145  # per cent: GB/T 9704 sets 22 lines of 16 pt on a page


def units(text: str, characters: int) -> int:
    """Qt counts UTF-16 units: the position of a character in its documents (rare names lie beyond 16 bits)."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


class Levels(QSyntaxHighlighter):
    """Sets the beginning of a numbered paragraph in its level's face."""

    def highlightBlock(self, text: str) -> None:
        indent = len(text) - len(text.lstrip())
        level, head = level_of(text.strip())
        if head:
            face = QTextCharFormat()
            face.setFontFamilies([*families(level), *self.document().defaultFont().families()])
            self.setFormat(units(text, indent), units(text, indent + head) - units(text, indent), face)


def indent(document: QTextDocument, font: QFont) -> None:
    """Gives every paragraph its first line's indent and its line height."""
    made = QTextBlockFormat()
    made.setTextIndent(2 * QFontMetricsF(font).horizontalAdvance("国"))
    made.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(made)
