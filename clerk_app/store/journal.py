"""SQLite's rollback journal, undone in memory: a file caught in the middle of a transaction, as it was before.

https://www.sqlite.org/fileformat.html#the_rollback_journal. Nothing is written anywhere, neither beside the file
nor into a temporary folder.
"""

import struct

MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")  # magic, records, nonce, pages before, sector size, page size


def is_hot(journal: bytes) -> bool:
    return journal.startswith(MAGIC)


def fits(database: bytes, journal: bytes) -> bool:
    """Can a hot journal be that of `database`? It has pages of the same size, and promises no page that neither of both
    has: SQLite would make room for whatever it promises."""
    if len(database) < 18 or len(journal) < _HEADER.size:
        return False
    _, _, _, pages, _, size = _HEADER.unpack_from(journal)
    own = int.from_bytes(database[16:18], "big")
    return size == (65536 if own == 1 else own) and pages * size <= len(database) + len(journal)


def rolled_back(database: bytes, journal: bytes) -> bytes:
    """The bytes of `database` before the transaction that `journal` belongs to. A torn end of the journal is ignored,
    as SQLite does: pages go into the database only after their originals are safe in the journal."""
    if not is_hot(journal) or len(journal) < _HEADER.size:
        return database
    _, _, _, pages, sector, size = _HEADER.unpack_from(journal)
    if not (512 <= size <= 65536 and size & (size - 1) == 0 and 32 <= sector <= 65536 and sector & (sector - 1) == 0):
        return database
    # No report grows or shrinks by more than its journal tells of: a lying page count must not take memory.
    length = min(pages * size, len(database) + len(journal))
    result = bytearray(database[:length].ljust(length, b"\0"))
    offset = 0
    while offset + _HEADER.size <= len(journal):
        magic, records, nonce, *_ = _HEADER.unpack_from(journal, offset)
        if magic != MAGIC:
            break
        offset += sector
        for _ in range(min(records, (len(journal) - offset) // (size + 8))):
            (number,) = struct.unpack_from(">I", journal, offset)
            page = journal[offset + 4 : offset + 4 + size]
            (check,) = struct.unpack_from(">I", journal, offset + 4 + size)
            if check != (nonce + sum(page[size - 200 : 0 : -200])) & 0xFFFFFFFF:
                return bytes(result)
            if 0 < number <= length // size:
                result[(number - 1) * size : number * size] = page
            offset += size + 8
        offset = -(-offset // sector) * sector
    return bytes(result)
