"""The list of the units that have to hand in a report: a text with a unit a line, or the first sheet of a workbook."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clerk_app.errors import KnownError, cause

_SIZE = 10 * 2**20  # bytes
_ROWS, _COLUMNS = 50_000, 20
_HEADS = ("单位", "名称", "机关", "单位名称", "单位全称")


def read(path: Path) -> list[str]:
    """The units in their order, each once. Raises KnownError: no such file, no list, nothing in it."""
    try:
        with path.open("rb") as file:
            data = file.read(_SIZE + 1)
    except OSError as e:
        raise KnownError(f"名单“{path}”读不了：{cause(e)}") from None
    if len(data) > _SIZE:
        raise KnownError(f"名单“{path}”超过 10 MB，不像一份单位名单，请核对文件。")
    units = _sheet(path, data) if data.startswith(b"PK") else _lines(path, data)
    found = list(dict.fromkeys(u for u in units if u and u not in _HEADS))
    if not found:
        raise KnownError(f"名单“{path}”里没有单位：请每行写一个单位的全称，或用第一列是单位全称的 .xlsx。")
    return found


def _lines(path: Path, data: bytes) -> Iterable[str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return [line.replace("\t", ",").split(",")[0].strip(' "') for line in text.splitlines()]
    raise KnownError(f"名单“{path}”不是文字，也不是 .xlsx：请每行写一个单位的全称，存成文本文件。")


def _sheet(path: Path, data: bytes) -> Iterable[str]:
    """The column headed 单位 or the like, else the first one with text."""
    import openpyxl

    from clerk_app.exchange.reading import packages

    try:
        packages.safe(data)
        book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        cells = book.worksheets[0].iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True)
        rows: list[list[str]] = [[v.strip() if isinstance(v, str) else "" for v in row] for row in cells]
    except KnownError as e:
        raise KnownError(f"名单“{path}”{e}") from None
    except Exception:  # openpyxl raises whatever its parsing stumbles over
        raise KnownError(f"名单“{path}”已损坏或不是正常的工作簿，请用 Excel 或 WPS 打开后另存一份。") from None
    headed = [(i, c) for i, row in enumerate(rows) for c, text in enumerate(row) if text in _HEADS]
    if headed:
        first, column = headed[0]
        return [row[column] for row in rows[first + 1 :] if column < len(row)]
    column = next((c for c in range(_COLUMNS) if any(c < len(row) and row[c] for row in rows)), 0)
    return [row[column] for row in rows if column < len(row)]
