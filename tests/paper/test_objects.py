"""The objects of a PDF file: numbers, streams, the file."""

import io
import os
import subprocess
import sys
import zlib

import pikepdf

from clerk_app.paper.objects import PICTURES, Objects


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


def test_pictures__for_a_paper_without_any__are_not_loaded_and_still_to_be_had():
    script = (
        "import sys, types\nfrom clerk_app.paper import objects\n"
        "assert 'PIL.ExifTags' not in sys.modules\n"
        f"import importlib\nassert importlib.import_module({PICTURES!r}).new('1', (2, 3)).size == (2, 3)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
