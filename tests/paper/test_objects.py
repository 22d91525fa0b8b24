"""The objects of a PDF file: numbers, streams, the file."""

import io
import zlib

import pikepdf

from clerk_app.paper.objects import Objects


def test_objects__referred_to_before_they_are_filled__stand_in_the_file():
    file = Objects()
    page, pages = file.new(), file.new()
    content = file.stream(b"q Q" * 200, "/Kind/Content")
    file.fill(page, f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 10 20]/Contents {content} 0 R>>")
    file.fill(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    data = file.bytes({"Type": "/Catalog", "Pages": f"{pages} 0 R"}, {"Title": "(a)"})
    read = pikepdf.open(io.BytesIO(data))
    assert read.pages[0].MediaBox == [0, 0, 10, 20]
    assert read.pages[0].Contents.read_bytes() == b"q Q" * 200
    assert len(zlib.compress(b"q Q" * 200)) < 30
    assert len(read.pages[0].Contents.read_raw_bytes()) < 60
