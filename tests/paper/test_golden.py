"""Every line of a whole report as an independent reader finds it: page, place, size, words. A change shows as a diff.

To renew a listing delete it and run this test twice: the first run writes it and fails, so that it is looked at.
"""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from clerk_app.paper.pdf import Draft, make

FOLDER = Path(__file__).parent / "golden"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_whole_report__printed__reads_as_it_did(sample, lines, edition: str):
    data = make(sample(edition), mark=Draft("2025-01-10T15:20"))
    listed: list[str] = []
    for page in range(len(pdfium.PdfDocument(data))):
        listed.append(f"page {page + 1}")
        for y, row in lines(data, page).items():
            listed.append(f"{y:6.1f} {row[0].left:5.1f} … {row[-1].right:5.1f} {row[0].size:4.1f}  {row.words}")
    file = FOLDER / f"{edition}.txt"
    if not file.exists():
        FOLDER.mkdir(exist_ok=True)
        file.write_text("\n".join(listed) + "\n", "utf-8")
        pytest.fail(f"{file.name} was written anew: look at it")
    assert listed == file.read_text("utf-8").splitlines()
