"""The bill of materials of a frozen folder, CycloneDX 1.5, and the licences of all its parts, written into it.

`write(folder, modules)`: `modules` are the names of the Python modules in it. Everything must be known: a part that
stands in no list ends the build.
"""

import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import frozen

TOP = Path(__file__).resolve().parent.parent
LICENCES = Path("clerk_app/resources/licences")
# What a package's own data say in too many words, or not at all.
SAID = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "sqlite-utils": "Apache-2.0",
    "sqlite-fts4": "Apache-2.0",
    "click-default-group": "Unlicense",
    "et-xmlfile": "MIT",
    "openpyxl": "MIT",
    "python-docx": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "lxml": "BSD-3-Clause",
}
Component = dict[str, Any]


class Unknown(Exception):
    """Something in the folder whose origin is not known."""


def write(folder: Path, modules: Iterable[str]) -> None:
    inside = folder / "_internal" if (folder / "_internal").is_dir() else folder
    licences = inside / LICENCES
    parts = [*python(), *packages(modules, licences), *system(inside, licences), *faces()]
    stamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": stamp.isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": "clerk-app",
                "name": "clerk-app",
                "version": importlib.metadata.version("clerk-app"),
                "licenses": [{"expression": "MIT"}],
                "properties": [{"name": "commit", "value": os.environ.get("CLERK_COMMIT", "")}],
            },
        },
        "components": sorted(parts, key=lambda c: c["bom-ref"]),
        "dependencies": [{"ref": "clerk-app", "dependsOn": sorted(c["bom-ref"] for c in parts)}],
    }
    licences.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill, ensure_ascii=False, indent=1)
    (licences / "sbom.cdx.json").write_text(text + "\n", "utf-8", newline="\n")


def component(kind: str, name: str, version: str, licence: str, purl: str, **more: Any) -> Component:
    """A part; a licence that is no SPDX expression stands as a name."""
    spdx = re.fullmatch(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*", licence)
    said = {"expression": licence} if spdx else {"license": {"name": licence}}
    return {
        "type": kind,
        "bom-ref": purl,
        "name": name,
        "version": version,
        "licenses": [said],
        "purl": purl,
        **more,
    }


def python() -> Iterator[Component]:
    """The interpreter and the SQLite in it, as built from Debian's sources, or as the machine has them."""
    made = {name: Path(f"/opt/{name}/version") for name in ("python", "sqlite")}
    version = made["python"].read_text().strip() if made["python"].exists() else sys.version.split()[0]
    yield component("framework", "CPython", version, "PSF-2.0", f"pkg:generic/cpython@{version}")
    version = made["sqlite"].read_text().strip() if made["sqlite"].exists() else sqlite3.sqlite_version
    yield component("library", "SQLite", version, "blessing", f"pkg:generic/sqlite@{version}")


def packages(modules: Iterable[str], licences: Path) -> Iterator[Component]:
    """Python packages: those whose modules are in the folder, and PyInstaller, whose loader starts it."""
    owners = importlib.metadata.packages_distributions()
    tops = {m.partition(".")[0] for m in modules}
    found = {normal(d) for top in tops for d in owners.get(top, ())} - {"clerk-app"} | {"pyinstaller"}
    unknown = found - {normal(n) for n in frozen.NAMED} - {"pyinstaller", "setuptools"}
    if unknown:
        raise Unknown(f"not in frozen.NAMED: {', '.join(sorted(unknown))}")
    for name in sorted(found):
        dist = importlib.metadata.distribution(name)
        meta = dist.metadata
        licence = SAID.get(name) or meta.get("License-Expression") or meta.get("License") or "see its licence file"
        for file in dist.files or ():
            if re.search(r"(^|/)(LICEN[CS]E|COPYING|NOTICE|BUILD_LICENSES/)", str(file)) and ".dist-info" in str(file):
                target = licences / name / "-".join(file.parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(dist.locate_file(file)), target)
        yield component("library", meta["Name"], dist.version, licence, f"pkg:pypi/{name}@{dist.version}")
    qt = importlib.metadata.version("PySide6-Essentials")
    yield component("framework", "Qt", qt, "LGPL-3.0-only", f"pkg:generic/qt@{qt}")


def system(inside: Path, licences: Path) -> Iterator[Component]:
    """Libraries taken from the system in which the folder was made: by Debian's package, with its copyright file."""
    if sys.platform != "linux":
        return
    told: dict[str, list[str]] = {}
    for path in sorted(inside.glob("lib*.so*")):
        if not path.is_symlink() and not path.name.startswith("libpython"):
            told.setdefault(owner(path.name), []).append(path.name)
    for package, files in told.items():
        said = told_by("dpkg-query", "-W", "-f=${Package} ${Version} ${source:Package}", package)
        name, version, source = said.split()
        text = Path("/usr/share/doc", name, "copyright")
        target = licences / name / "copyright"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, target)
        names = sorted(set(re.findall(r"^License: *(\S.*)$", text.read_text("utf-8"), re.MULTILINE)))
        yield component(
            "library", source, version, ", ".join(names) or "see its copyright file",
            f"pkg:deb/debian/{name}@{version}", properties=[{"name": "files", "value": " ".join(files)}],
        )  # fmt: skip


def owner(soname: str) -> str:
    found = told_by("ldconfig", "-p")
    path = next((line.split()[-1] for line in found.splitlines() if line.strip().startswith(soname + " ")), "")
    for place in dict.fromkeys((path, os.path.realpath(path), os.path.realpath(path).removeprefix("/usr"))):
        answer = subprocess.run(["dpkg", "-S", place], capture_output=True, text=True, check=False)
        if place and answer.returncode == 0:
            return answer.stdout.rpartition(": ")[0].partition(",")[0]
    raise Unknown(f"nobody knows where {soname} comes from")


def faces() -> Iterator[Component]:
    fonts = TOP / "resources" / "fonts"
    for face in tomllib.loads((fonts / "manifest.toml").read_text("utf-8"))["face"]:
        digest = hashlib.sha256((fonts / face["file"]).read_bytes()).hexdigest()
        yield component(
            "data", face["file"], digest[:12], face["licence"], f"pkg:generic/{face['file']}@{digest[:12]}",
            hashes=[{"alg": "SHA-256", "content": digest}],
        )  # fmt: skip


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def told_by(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
