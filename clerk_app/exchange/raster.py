"""A PDF page as a picture, for the web page and the telephone."""

import struct
import zlib
from collections.abc import Iterable
from typing import Any

WIDTH = 1080  # px: what a telephone shows without scaling


def png(pdf: bytes, width: int = WIDTH) -> bytes:
    """The first page of `pdf` as PNG, `width` px wide."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    document = pypdfium2.PdfDocument(pdf)
    try:
        page: Any = document[0]  # pypdfium2 has no types of its own
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
        pixels, line = memoryview(bitmap.buffer).cast("B"), 3 * bitmap.width
        starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
        return encoded(bitmap.width, bitmap.height, (pixels[at : at + line] for at in starts))
    finally:
        document.close()


def encoded(width: int, height: int, rows: Iterable[bytes | memoryview]) -> bytes:
    """`rows` of red, green and blue, a byte each, as a PNG file."""
    filtered = b"".join(part for row in rows for part in (b"\0", row))  # pages are flat: no filter makes them smaller
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered, 9)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
