"""A file of any of the formats to the common form: what it is, told by its bytes, within bounds of size."""

from collections.abc import Callable
from pathlib import Path

from clerk_app.errors import KnownError, cause
from clerk_app.exchange.reading.source import Source, Unreadable

SIZE = 10 * 1024 * 1024  # bytes
PDF_SIZE = 40 * 1024 * 1024  # a PDF may carry pictures, which are not looked at

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word and Excel before 2007, and whatever has a password


def read(path: Path) -> Source:
    """The content of the file at `path`. Raises Unreadable: what it is, and what to do instead."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(1024)
            limit = PDF_SIZE if b"%PDF-" in start else SIZE
            if size > limit:
                large, most = size // 1024 // 1024, limit // 1024 // 1024
                raise Unreadable(f"“{path.name}”有 {large} MB，超过 {most} MB，不像一份年度报告，请核对文件。")
            content = start + file.read(limit)
    except OSError as e:
        raise Unreadable(f"“{path}”读不了：{cause(e)}") from None
    try:
        return _reader(content)(content)
    except KnownError as e:
        raise Unreadable(f"“{path.name}”{e}") from None


def _reader(content: bytes) -> Callable[[bytes], Source]:
    """The reader of these bytes; libraries are imported only for the format that needs them."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable("是空的，请核对文件。")
    if content.startswith(b"PK"):
        from clerk_app.exchange.reading import packages

        return packages.read
    if content.startswith(_OLE):
        raise Unreadable(_ole(content))
    if b"%PDF-" in content[:1024]:
        from clerk_app.exchange.reading import pdf

        return pdf.read
    if content.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("是 RTF 文档，请用 Word 或 WPS 打开，另存为 .docx 后再导入。")
    from clerk_app.exchange.reading import archive, text

    return archive.read if archive.is_archive(content) else text.read


def _ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "设了密码，请用 Word 或 WPS 打开，去掉密码后另存，再导入。"
    if "WordDocument".encode("utf-16-le") in content:
        return "是旧的 .doc 格式，请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
    return "是旧的 .xls 或其他旧格式，请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
