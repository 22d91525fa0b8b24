"""What differs between two packages: python packaging/compare.py A.deb B.deb; exit 1 when anything does."""

import filecmp
import subprocess
import sys
import tempfile
from pathlib import Path


def files(package: Path, folder: Path) -> dict[str, Path]:
    subprocess.run(["dpkg-deb", "-R", package, folder], check=True)
    return {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_symlink() or p.is_file()}


def same(a: Path, b: Path) -> bool:
    if a.is_symlink() or b.is_symlink():
        return a.is_symlink() and b.is_symlink() and a.readlink() == b.readlink()
    return filecmp.cmp(a, b, shallow=False) and a.stat().st_mode == b.stat().st_mode


def main(first: Path, second: Path) -> int:
    if first.read_bytes() == second.read_bytes():
        print("the packages are the same, byte for byte")
        return 0
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        a, b = files(first, Path(one)), files(second, Path(other))
        for name in sorted(set(a) ^ set(b)):
            print(f"only in {'the first' if name in a else 'the second'}: {name}")
        differing = [name for name in sorted(set(a) & set(b)) if not same(a[name], b[name])]
        for name in differing:
            print(f"differs: {name} ({a[name].lstat().st_size} and {b[name].lstat().st_size} bytes)")
        print(f"{len(set(a) & set(b)) - len(differing)} of {len(set(a) | set(b))} files are the same")
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
