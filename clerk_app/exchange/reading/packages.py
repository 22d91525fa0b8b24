"""Zip packages (.docx, .xlsx): looked through for what would exhaust the machine before any library opens them."""

import io
import re
import zipfile
import zlib

from clerk_app.exchange.reading.source import Source, Unreadable

MEMBERS = 2_000
MEMBER_SIZE = 32 * 1024 * 1024  # bytes that really come out
WHOLE_SIZE = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = "已损坏，不能打开，请重新拷贝或另存一份。"


def read(content: bytes) -> Source:
    """A Word document or a workbook. Raises Unreadable."""
    names = safe(content)
    if "word/document.xml" in names:
        from clerk_app.exchange.reading import word

        return word.read(content)
    if "xl/workbook.xml" in names:
        from clerk_app.exchange.reading import workbook

        return workbook.read(content)
    if "content.xml" in names:
        raise Unreadable("是 OpenDocument 格式，请另存为 .docx 或 .xlsx 后再导入。")
    if any(n.endswith("workbook.bin") for n in names):
        raise Unreadable("是 .xlsb 格式，请另存为 .xlsx 后再导入。")
    raise Unreadable("是压缩包，不是报告；请解压后选里面的文件。")


def safe(content: bytes) -> frozenset[str]:
    """The names of the members, when all that comes out is within bounds. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS:
                raise Unreadable(f"里面有 {len(members)} 个文件，不像一份报告，没有打开。")
            whole = 0
            for member in members:
                if member.flag_bits & 1:
                    raise Unreadable("设了密码，请去掉密码后再导入。")
                if ".." in member.filename.split("/") or member.filename.startswith("/"):
                    raise Unreadable("里面有不正常的路径，没有打开。")
                whole += _size(archive, member, WHOLE_SIZE - whole)
            return frozenset(m.filename for m in members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError):
        raise Unreadable(_BROKEN) from None


def _size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> int:
    """What really comes out of a member: what its header says is not believed."""
    size, last = 0, b""
    is_xml = member.filename.endswith((".xml", ".rels", ".vml"))
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > min(MEMBER_SIZE, room):
                raise Unreadable("解压后太大，不像一份报告，没有打开。")
            if is_xml and _DECLARATION.search(last + chunk.replace(b"\0", b"")):
                raise Unreadable("里面有 DOCTYPE 或 ENTITY 声明，不是正常的文档，没有打开。")
            last = chunk[-16:].replace(b"\0", b"")
    return size


def member(content: bytes, name: str) -> bytes:
    """One member of a package that was found safe; empty when it is not there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name) if name in archive.namelist() else b""
