"""The template of Word documents is what its script makes."""

import importlib.util
import io
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from clerk_app.exchange.docx_package import TEMPLATE

SCRIPT = Path(__file__).parents[2] / "packaging" / "word_template.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("word_template", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_template__made_again__is_the_one_that_lies_there(script: ModuleType) -> None:
    assert parts(TEMPLATE.read_bytes()) == parts(script.template()), "run: python packaging/word_template.py"


def test_template__holds_no_part_that_is_not_ours(script: ModuleType) -> None:
    names = {name.rpartition("/")[2] for name in parts(script.template())}
    assert names == {
        "[Content_Types].xml", ".rels", "core.xml", "app.xml", "document.xml", "document.xml.rels", "styles.xml",
        "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml",
    }  # fmt: skip
