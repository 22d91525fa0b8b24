"""Characters that no face can print: found before the paper shows an empty box."""

from collections.abc import Callable

from clerk_app.check.finding import Finding, Span, say
from clerk_app.report.fields import COVER, name_of
from clerk_app.report.model import Report


def findings(report: Report, printable: Callable[[str], bool]) -> list[Finding]:
    """GLYPH, one for each text and character that cannot be printed, at its first place."""
    found: list[Finding] = []
    for path in (*COVER, *report.edition.passages):
        text = report.text(path)
        missing = [c for c in set(text) if not printable(c) and not c.isspace()]
        for character in sorted(missing, key=text.index):
            at = text.index(character)
            words = {
                "place": name_of(report.edition, path),
                "character": character,
                "code": f"U+{ord(character):04X}",
                "around": text[max(0, at - 4) : at + 5].replace("\n", " "),
            }
            span = Span(path, at, at + 1, character) if path in report.edition.passages else None
            found.append(say("GLYPH", words, passage=span, field="" if span else path))
    return found
