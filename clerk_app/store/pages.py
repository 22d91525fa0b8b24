"""The rows that single pages of a SQLite file hold, without SQLite: what is left when the file as a whole is broken.

https://www.sqlite.org/fileformat.html#b_tree_pages. Only tables WITHOUT ROWID, where the values and the changes are.
Nothing is believed: every offset is checked, whatever does not fit is left out.
"""

from collections.abc import Iterator

from clerk_app.store.layout import MAGIC

Row = tuple[int | str | None, ...]
INTERIOR, LEAF = 2, 10
COLUMNS = 6  # of our widest table
ROW_LIMIT = 4 * 2**20  # bytes


def rows(data: bytes) -> Iterator[Row | None]:
    """Every row that can be read, in no order; the same row may come twice. None for each that cannot: there may be
    millions of those, and whoever asks can stop."""
    size = int.from_bytes(data[16:18], "big") if data.startswith(MAGIC) else 0
    if size not in (512, 1024, 2048, 8192, 16384, 32768):
        size = 4096
    for start in range(0, len(data), size):
        page = data[start : start + size]
        if page[:1] not in (b"\x02", b"\x0a"):
            continue
        head = 12 if page[0] == INTERIOR else 8
        for at in range(head, min(head + 2 * int.from_bytes(page[3:5], "big"), size), 2):
            cell = int.from_bytes(page[at : at + 2], "big") + (4 if page[0] == INTERIOR else 0)
            yield _row(data, page, cell, size)


def _row(data: bytes, page: bytes, offset: int, size: int) -> Row | None:
    try:
        length, offset = _varint(page, offset)
        record = _payload(data, page, offset, length, size)
        return None if record is None else _values(record)
    except (IndexError, UnicodeDecodeError):
        return None


def _payload(data: bytes, page: bytes, offset: int, length: int, size: int) -> bytes | None:
    """The bytes of a record, with those on its overflow pages."""
    if not 0 < length <= ROW_LIMIT:
        return None
    most, least = (size - 12) * 64 // 255 - 23, (size - 12) * 32 // 255 - 23
    local = length
    if length > most:
        fitting = least + (length - least) % (size - 4)
        local = fitting if fitting <= most else least
    result = bytearray(page[offset : offset + local])
    number = int.from_bytes(page[offset + local : offset + local + 4], "big")
    while len(result) < length:
        more = data[(number - 1) * size : number * size] if number > 0 else b""
        if len(more) < size:
            return None  # the chain ends too early: no byte is made up
        number = int.from_bytes(more[:4], "big")
        result += more[4 : 4 + length - len(result)]
    return bytes(result)


def _values(record: bytes) -> Row | None:
    head, offset = _varint(record, 0)
    kinds: list[int] = []
    while offset < head:
        kind, offset = _varint(record, offset)
        kinds.append(kind)
    if not 0 < len(kinds) <= COLUMNS:
        return None
    result: list[int | str | None] = []
    for kind in kinds:
        if kind >= 13 and kind % 2:
            length = (kind - 13) // 2
            text = record[offset : offset + length]
            if len(text) < length:
                return None
            result.append(text.decode())
        elif kind in (0, 8, 9):
            length = 0
            result.append(None if kind == 0 else kind - 8)
        elif 1 <= kind <= 6:
            length = (1, 2, 3, 4, 6, 8)[kind - 1]
            result.append(int.from_bytes(record[offset : offset + length], "big", signed=True))
        else:
            return None  # a fraction or bytes: not in our tables
        offset += length
    return tuple(result) if offset == len(record) else None


def _varint(data: bytes, offset: int) -> tuple[int, int]:
    """The number at `offset` and where the next thing begins. Raises IndexError."""
    value = 0
    for n in range(8):
        byte = data[offset + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, offset + n + 1
    return value << 8 | data[offset + 8], offset + 9
