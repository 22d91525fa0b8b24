"""Freezes the program into FOLDER/clerk-app with PyInstaller: python packaging/freeze.py FOLDER [--empty]

Beside what packaging/clerk-app.spec says: no library stays that nothing left asks for, and none that needs a newer
glibc than FLOOR (an error names the file and the symbols). --empty: the empty window, FOLDER/empty-window.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bill
import frozen

HERE = Path(__file__).resolve().parent
FLOOR = (2, 28)


def main(arguments: list[str]) -> int:
    out = Path(arguments[0]).resolve()
    environment = os.environ | ({"CLERK_EMPTY": "1"} if "--empty" in arguments else {})
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    places = ["--distpath", str(out), "--workpath", str(out / "work")]
    subprocess.run([*pyinstaller, *places, str(HERE / "clerk-app.spec")], env=environment, check=True)
    return finish(out, empty="--empty" in arguments)


def finish(out: Path, *, empty: bool) -> int:
    """What is done to the folder that PyInstaller made."""
    folder = out / ("empty-window" if empty else "clerk-app")
    if sys.platform == "linux":
        for path in unasked(folder):
            path.unlink()
        # The symbols for debugging stay out; of the wheels only PDFium's has any worth the while.
        built = ("_internal/libpython3*", "_internal/python3*/lib-dynload/*.so", "_internal/pypdfium2_raw/*.so")
        named = [path for pattern in built for path in folder.glob(pattern)]
        subprocess.run(["strip", "--strip-unneeded", *named], check=True)
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not path.exists():
                path.unlink()
        faults = list(too_new(folder)) + list(unknown(folder))
        if faults:
            print("\n".join(faults), file=sys.stderr)
            return 1
    if not empty:
        (toc,) = (out / "work").rglob("PYZ-00.toc")
        bill.write(folder, [entry[0] for entry in ast.literal_eval(toc.read_text("utf-8"))[1]])
    shutil.rmtree(out / "work")
    size = sum(p.lstat().st_size for p in folder.rglob("*"))
    print(f"{folder}: {size / 2**20:.1f} MiB")
    return 0


def libraries(folder: Path) -> dict[Path, list[str]]:
    """Every ELF file of the folder and the sonames it asks for."""
    found = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink() and _is_elf(p)]
    return {p: re.findall(r"\(NEEDED\).*\[(.+)\]", _told("readelf", "-dW", p)) for p in found}


def unasked(folder: Path) -> list[Path]:
    """Plain libraries (neither a module of Python nor a plugin of Qt) that no module or plugin leads to."""
    needs = libraries(folder)
    by_name: dict[str, list[Path]] = {}
    for path in needs:
        by_name.setdefault(path.name, []).append(path)
    # What the loader, Python or Qt open by name, not through another library.
    opened = re.compile(r"libpython3|libpdfium\.so")
    roots = [p for p in needs if not p.name.startswith("lib") or "plugins" in p.parts or opened.match(p.name)]
    reached: set[Path] = set()
    while roots:
        path = roots.pop()
        if path not in reached:
            reached.add(path)
            roots += [p for name in needs[path] for p in by_name.get(name, [])]
    return [p for p in needs if p not in reached]


def outside(folder: Path) -> set[str]:
    """The sonames that the folder asks of the system."""
    needs = libraries(folder)
    names = {p.name for p in folder.rglob("*")}
    return {name for wanted in needs.values() for name in wanted if name not in names}


def unknown(folder: Path) -> Iterator[str]:
    for name in sorted(outside(folder) - set(frozen.SYSTEM) - set(frozen.OPTIONAL)):
        yield f"{name} is neither in the folder nor known as the system's"


def too_new(folder: Path) -> Iterator[str]:
    for path in libraries(folder):
        versions = {(int(a), int(b)) for a, b in re.findall(r"Name: GLIBC_(\d+)\.(\d+)", _told("readelf", "-VW", path))}
        if versions and max(versions) > FLOOR:
            newer = ", ".join(f"GLIBC_{v[0]}.{v[1]}" for v in sorted(versions) if v > FLOOR)
            yield f"{path.relative_to(folder)} needs {newer}"


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _told(*command: str | Path) -> str:
    environment = os.environ | {"LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
