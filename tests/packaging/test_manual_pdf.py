"""The manual as a PDF: every page of it is there, with its pictures and an outline."""

import subprocess
import sys
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "resources" / "manual" / "images"


def test_manual_pdf__made__has_the_chapters_in_its_outline_and_the_pictures(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "manual_pdf.py"
    done = subprocess.run(
        [sys.executable, script, tmp_path / "m.pdf"], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    with pikepdf.open(tmp_path / "m.pdf") as pdf:
        pages = len(pdf.pages)
        with pdf.open_outline() as outline:
            told = [item.title for item in outline.root]
        pictures = sum(len(page.get_images()) for page in pdf.pages)
    assert pages > 20
    assert {"使用手册", "收报单位用", "核对规则手册"} <= set(told)
    assert pictures == len([p for p in IMAGES.glob("*.png") if p.name != "window.png"])
