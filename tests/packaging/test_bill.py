"""The bill of materials is CycloneDX 1.5 as its schema wants it, names every part, and comes out the same twice."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import bill  # noqa: E402
import frozen  # noqa: E402

# What the schema knows, of what is used.
TYPES = {"application", "framework", "library", "data"}
FIELDS = {"type", "bom-ref", "name", "version", "licenses", "purl", "hashes", "properties"}
PURL = re.compile(r"pkg:(pypi|generic|deb/debian)/[A-Za-z0-9._+-]+@[^\s@]+")
SHA_256 = re.compile(r"[0-9a-f]{64}")
EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The bill of a folder without libraries of the system, made where PyInstaller need not be installed."""
    told = tmp_path / "site" / "pyinstaller-6.22.3.dist-info" / "METADATA"
    told.parent.mkdir(parents=True)
    told.write_text("Metadata-Version: 2.1\nName: pyinstaller\nVersion: 6.22.3\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("CLERK_COMMIT", "0123abc")
    texts = []
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        bill.write(tmp_path / name, ["clerk_app", "PySide6.QtCore", "reportlab.pdfgen", "lxml.etree", "json"])
        texts.append((tmp_path / name / bill.LICENCES / "sbom.cdx.json").read_text("utf-8"))
    assert texts[0] == texts[1]
    return json.loads(texts[0])


def test_bill__any_build__says_its_format_its_commit_and_its_time(written: dict[str, Any]) -> None:
    assert (written["bomFormat"], written["specVersion"], written["version"]) == ("CycloneDX", "1.5", 1)
    assert written["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"
    assert written["metadata"]["component"]["properties"] == [{"name": "commit", "value": "0123abc"}]


def test_bill__every_part__has_the_fields_of_the_schema_and_no_other(written: dict[str, Any]) -> None:
    for part in written["components"]:
        assert set(part) <= FIELDS, part
        assert part["type"] in TYPES, part
        assert part["name"], part
        assert part["version"], part
        assert PURL.fullmatch(part["purl"]), part
        for digest in part.get("hashes", ()):
            assert digest["alg"] == "SHA-256"
            assert SHA_256.fullmatch(digest["content"]), part


def test_bill__every_licence__is_one_expression_or_one_name(written: dict[str, Any]) -> None:
    for part in written["components"]:
        (said,) = part["licenses"]
        if "expression" in said:
            assert set(said) == {"expression"}
            assert EXPRESSION.fullmatch(said["expression"]), part
        else:
            assert set(said) == {"license"}
            assert set(said["license"]) == {"name"}
            assert said["license"]["name"], part


def test_bill__dependencies__name_each_part_once(written: dict[str, Any]) -> None:
    refs = [part["bom-ref"] for part in written["components"]]
    assert len(set(refs)) == len(refs)
    assert written["dependencies"] == [{"ref": "clerk-app", "dependsOn": refs}]


def test_bill__modules_of_the_folder__bring_their_packages_and_those_alone(written: dict[str, Any]) -> None:
    packages = {part["purl"].split("/")[1].split("@")[0] for part in written["components"] if "pypi" in part["purl"]}
    assert {"pyinstaller", "reportlab", "lxml"} <= packages
    assert "pyside6-essentials" in packages
    assert "openpyxl" not in packages
    names = {part["name"] for part in written["components"]}
    assert {"CPython", "SQLite", "Qt"} <= names
    assert {p.name for p in (ROOT / "resources/fonts").glob("*.ttf")} <= names


def test_bill__part_of_unknown_origin__ends_the_build(tmp_path: Path) -> None:
    assert "pytest" not in frozen.NAMED
    with pytest.raises(bill.Unknown, match=r"not in frozen\.NAMED: pytest"):
        bill.write(tmp_path, ["pytest"])


@pytest.mark.parametrize(
    "licence, said",
    [
        ("MIT", {"expression": "MIT"}),
        ("GPL-2.0-or-later WITH Bootloader-exception", {"expression": "GPL-2.0-or-later WITH Bootloader-exception"}),
        ("BSD-variant, GPL-2", {"license": {"name": "BSD-variant, GPL-2"}}),
        ("see its licence file", {"license": {"name": "see its licence file"}}),
    ],
)
def test_component__licence_that_is_no_spdx_expression__stands_as_a_name(licence: str, said: dict[str, Any]) -> None:
    assert bill.component("library", "x", "1", licence, "pkg:generic/x@1")["licenses"] == [said]
