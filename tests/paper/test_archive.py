"""PDF/A by a validator of others, where one is at hand: Apache PDFBox Preflight (Debian: libpdfbox2-java).

It knows part 1b only, so the file is relabelled and given what part 1 asks beyond part 2 (a list of the glyphs in each
subset); everything else it looks at is the same.
"""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from clerk_app.paper.pdf import Draft, make

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "jaxb-runtime", "javax.activation")
FOLDER = Path("/usr/share/java")


@pytest.fixture(scope="module")
def validator() -> list[str]:
    jars = [FOLDER / f"{jar}.jar" for jar in JARS]
    if not shutil.which("java") or not jars[0].exists():
        pytest.skip("no validator here")
    return ["java", "-cp", ":".join(map(str, jars)), "org.apache.pdfbox.preflight.Validator_A1b"]


def relabelled(data: bytes, target: Path) -> Path:
    pdf = pikepdf.open(io.BytesIO(data))
    xmp = pdf.Root.Metadata.read_bytes().replace(b"part>2", b"part>1").replace(b"conformance>A", b"conformance>B")
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    for font in pdf.pages[0].Resources.Font.values():
        (inner,) = font.DescendantFonts
        count = len(inner.W[1])
        bits = (((1 << count) - 1) << (-count % 8)).to_bytes((count + 7) // 8, "big")
        inner.FontDescriptor.CIDSet = pdf.make_stream(bits)
    pdf.save(target, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target


@pytest.mark.parametrize("others", ["没有。", "见😀与𬭎；“引号”——（一）《书》，e\u0301" + "长" * 3000])
def test_file__before_an_independent_validator__is_valid(validator, sample, tmp_path: Path, others: str):
    target = relabelled(make(sample(others=others), mark=Draft("一")), tmp_path / "a.pdf")
    done = subprocess.run([*validator, target], capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in done.stdout, done.stdout + done.stderr
