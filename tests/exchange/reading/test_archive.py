"""Pages saved as one file."""

import pytest

from clerk_app.exchange.reading import archive
from clerk_app.exchange.reading.source import Unreadable

PAGE = b"""From: <Saved by Blink>\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="b"\r
\r\n--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r
<meta charset=3Dgb2312><p>=D2=BB=A1=A2=D7=DC=CC=E5=C7=E9=BF=F6</p>=\r\n<p>a=3Db</p>\r\n--b\r
Content-Type: image/gif\r\n\r\nGIF\r\n--b--\r\n"""


def test_archive__read__its_page_is_taken_out():
    assert archive.is_archive(PAGE)
    assert archive.read(PAGE).items == ("一、总体情况", "a=b")


@pytest.mark.parametrize("content", [b"<html>", "一、总体情况：Content-Type".encode(), b"{}", b"Subject: x\n\nhi"])
def test_other_texts__looked_at__are_none(content: bytes):
    assert not archive.is_archive(content)


@pytest.mark.parametrize("nested", [0, 5_000])
def test_archive_without_a_page__read__refused_with_the_way_out(nested: int):
    parts = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(nested))
    with pytest.raises(Unreadable, match="仅 HTML"):
        archive.read(f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=0\n\n{parts}".encode())
