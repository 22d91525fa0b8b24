"""Zip packages before any library opens them; how hostile ones end is told in test_files."""

import io
import zipfile

import pytest

from clerk_app.exchange.reading import packages
from clerk_app.exchange.reading.source import Unreadable


def package(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def test_package__safe__tells_its_members():
    content = package(a="1", b="2")
    assert packages.safe(content) == {"a", "b"}
    assert packages.member(content, "b") == b"2"
    assert packages.member(content, "c") == b""


def test_declaration_across_two_chunks__looked_through__found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packages, "_CHUNK", 16)
    with pytest.raises(Unreadable, match="DOCTYPE"):
        packages.safe(package(**{"a.xml": "x" * 10 + "<!DOCTYPE a>"}))


def test_declaration_in_a_picture__looked_through__no_matter():
    assert packages.safe(package(**{"a.png": "<!DOCTYPE a>"})) == {"a.png"}
