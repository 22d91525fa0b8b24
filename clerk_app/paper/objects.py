"""The objects of a PDF file by number: reportlab's document model numbers them and writes the file."""

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObject

_LEVEL = 3  # of compression: 6 takes nearly twice as long for 3 % less


class _Object(PDFObject):
    """One numbered object, its text made by us."""

    data = b"null"

    def format(self, document: object) -> bytes:
        del document
        return self.data


class Objects:
    """Objects by number. An object may be referred to before it is filled."""

    def __init__(self) -> None:
        self.document: Any = PDFDocument(invariant=1, pdfVersion=(1, 7))  # its types are not declared
        self._objects: dict[int, _Object] = {}

    def new(self, data: str = "null") -> int:
        thing = _Object()
        thing.data = data.encode("ascii")
        name = self.document.Reference(thing).name
        number = int(self.document.idToObjectNumberAndVersion[name][0])
        self._objects[number] = thing
        return number

    def fill(self, number: int, data: str) -> None:
        self._objects[number].data = data.encode("ascii")

    def stream(self, data: bytes, entries: str = "", *, packed: bool = True) -> int:
        number = self.new()
        if packed:
            data, entries = zlib.compress(data, _LEVEL), entries + "/Filter/FlateDecode"
        self._objects[number].data = f"<<{entries}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"
        return number

    def bytes(self, catalogue: dict[str, str], info: dict[str, str]) -> bytes:
        """The file."""
        self.document.Catalog = PDFDictionary(catalogue)
        self.document.info = PDFDictionary(info)
        digest = hashlib.sha256(b"".join(o.data for o in self._objects.values()))
        self.document.updateSignature(digest.digest())
        return self.document.format()
