"""The bar: drawn on a terminal, nowhere else, and gone when the work is done."""

import io

from clerk_app.terminal import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bar__on_a_terminal__drawn_and_cleared() -> None:
    out = Terminal()
    with Bar("正在核对", out) as bar:
        bar(0, 200)
        bar(1, 200)  # too soon after the last to be seen
        bar(200, 200)
    drawn = out.getvalue().split("\r")
    assert [d.split("]")[-1].split("\x1b")[0].strip() for d in drawn if "[█" in d or "[░" in d] == ["0/200", "200/200"]
    assert drawn[-1] == "\x1b[K"


def test_bar__into_a_file__nothing() -> None:
    out = io.StringIO()
    with Bar("正在核对", out) as bar:
        bar(5, 10)
    assert out.getvalue() == ""


def test_bar__of_nothing__does_not_divide() -> None:
    with Bar("正在核对", Terminal()) as bar:
        bar(0, 0)
