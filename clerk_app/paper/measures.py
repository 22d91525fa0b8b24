"""The page of GB/T 9704-2012 in points. y is measured from the top of the sheet; only `writing` turns it over."""

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM  # 5.2.1: 订口 and 天头
MEASURE, DEPTH = 156 * MM, 225 * MM  # 版心
LINES, CHARACTERS = 22, 28  # 5.2.3
BODY = 16.0  # 3号
# 28 × 16 pt is 2 mm wider than the 版心: the characters stand 156/28 mm apart and touch it on both sides.
PITCH = MEASURE / CHARACTERS
# The first line's characters touch the top of the 版心, those of the 22nd its foot.
LEAD = (DEPTH - BODY) / (LINES - 1)
# Chinese characters stand between 0.88 em above and 0.12 em below the baseline.
ASCENT = 0.88


def baseline(line: float, size: float = BODY) -> float:
    """The baseline of grid line `line` (0 … 21). Smaller or larger characters are centred on the line's 16 pt."""
    return TOP + line * LEAD + BODY / 2 + (ASCENT - 0.5) * size
