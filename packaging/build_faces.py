# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0"]
# ///
"""Builds resources/fonts and the list of standard characters from free sources.

    python packaging/build_faces.py CACHE        (CACHE: a folder for about 235 MB of packages)

The same sources and the same fontTools give the same bytes: tests/packaging/test_faces.py holds them
to the manifest. Needs fonttools (above), apt-get, dpkg-deb and npm, with the package lists up to date.
"""

import argparse
import bz2
import gzip
import hashlib
import io
import re
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontTools
from face_outlines import Face, build, scaled, to_left

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
WORDS = ROOT / "resources" / "words"


@dataclass(frozen=True)
class Package:
    """One pinned archive, and the name that its client gives it."""

    fetch: tuple[str, ...]
    archive: str
    sha256: str
    label: str


PACKAGES = {
    "fandol": Package(
        ("apt-get", "download", "texlive-lang-chinese=2022.20230122-1"),
        "texlive-lang-chinese_2022.20230122-1_all.deb",
        "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
        "Debian texlive-lang-chinese 2022.20230122-1, Fandol 0.3",
    ),
    "wenkai": Package(
        ("apt-get", "download", "fonts-lxgw-wenkai=1.250+repack-1"),
        "fonts-lxgw-wenkai_1.250+repack-1_all.deb",
        "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
        "Debian fonts-lxgw-wenkai 1.250+repack-1",
    ),
    "unihan": Package(
        ("apt-get", "download", "unicode-data=15.0.0-1"),
        "unicode-data_15.0.0-1_all.deb",
        "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
        "Debian unicode-data 15.0.0-1",
    ),
    "sans": Package(
        ("npm", "pack", "--silent", "@expo-google-fonts/noto-sans-sc@0.4.3"),
        "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        "npm @expo-google-fonts/noto-sans-sc 0.4.3, Noto Sans SC 2.004",
    ),
    "serif": Package(
        ("npm", "pack", "--silent", "@expo-google-fonts/noto-serif-sc@0.4.3"),
        "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
        "npm @expo-google-fonts/noto-serif-sc 0.4.3, Noto Serif SC 2.003",
    ),
}


FANDOL = "texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
WENKAI = "truetype/lxgw-wenkai/LXGWWenKai-{}.ttf"
GPL = ("GPL-3.0-or-later WITH Font-exception-2.0", "Fandol-COPYING.txt", "(c) 2012-2013 the Fandol team")
WENKAI_OFL = ("OFL-1.1", "LXGW-WenKai-OFL.txt", "(c) 2021-2023 LXGW; (c) 2020 The Klee Project Authors")
SANS_OFL = ("OFL-1.1", "Noto-Sans-SC-OFL.txt", "(c) 2014-2021 Adobe")
SERIF_OFL = ("OFL-1.1", "Noto-Serif-SC-OFL.txt", "(c) 2017-2024 Adobe")

SANS, SERIF = "NotoSansSC_{}.ttf", "NotoSerifSC_{}.ttf"
REGULAR, MEDIUM, BOLD = "400Regular", "500Medium", "700Bold"

# FandolFang has ？ in the middle of its em where mainland type has it beside ！; its － and ～ are as
# short as hyphens; its circles and squares are taller than the line of text.
FANDOL_FITS = {0xFF1F: to_left(70), 0xFF0D: scaled(2.5, 1), 0xFF5E: scaled(1.6, 1.3)}
FANDOL_FITS |= dict.fromkeys([*range(0x2460, 0x2474), *range(0x25A0, 0x2607)], scaled(0.88, 0.88))
FACES = (
    Face("fangsong", "FangSong.ttf", "Clerk Fang", "fandol", FANDOL, *GPL, lift=72, fits=FANDOL_FITS),
    # The middle dot of WenKai is a blot beside its characters: U+2027 has the one for names.
    Face(
        "kaiti", "KaiTi.ttf", "Clerk Kai", "wenkai", WENKAI.format("Regular"), *WENKAI_OFL,
        lift=25, stand_ins={0x00B7: 0x2027},
    ),
    Face("heiti", "HeiTi.ttf", "Clerk Hei", "sans", SANS.format(MEDIUM), *SANS_OFL),
    # GB/T 9704 7.5 wants half-width numerals, and columns of figures want them equally wide: the
    # proportional ones of Noto Serif are neither.
    Face(
        "title", "Title.ttf", "Clerk Title", "serif", SERIF.format(BOLD), *SERIF_OFL,
        half_width_digits=True,
    ),
    Face(
        "songti", "SongTi.ttf", "Clerk Song", "serif", SERIF.format(REGULAR), *SERIF_OFL,
        half_width_digits=True,
    ),
)  # fmt: skip
# What FandolFang lacks, narrowed to its proportions. A file of its own, however alike the shapes:
# outlines under the GPL and under the OFL may not be merged.
RARE = Face(
    "rare", "Rare.ttf", "Clerk Rare", "wenkai", WENKAI.format("Light"), *WENKAI_OFL,
    lift=25, narrow=0.94,
)  # fmt: skip


# --- sources ---------------------------------------------------------------------------------


def fetch(cache_folder: Path) -> None:
    cache_folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES.values():
        archive = cache_folder / package.archive
        if not archive.exists():
            subprocess.run(package.fetch, cwd=cache_folder, check=True, stdout=subprocess.DEVNULL)
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        print(f"{package.label}: sha256 {found}")
        if found != package.sha256:
            raise SystemExit(f"{archive.name} is not the file this recipe was written for")


@cache
def archive_bytes(cache_folder: Path, package: str) -> tarfile.TarFile:
    archive = cache_folder / PACKAGES[package].archive
    if archive.suffix == ".deb":
        tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], check=True, stdout=subprocess.PIPE).stdout
        return tarfile.open(fileobj=io.BytesIO(tar))
    return tarfile.open(archive)


def member(cache_folder: Path, package: str, ending: str) -> bytes:
    """The one file of the package whose path ends so."""
    tar = archive_bytes(cache_folder, package)
    [name] = [name for name in tar.getnames() if name.endswith("/" + ending)]
    file = tar.extractfile(name)
    assert file is not None, name
    return file.read()


def unihan(cache_folder: Path, file: str, field: str) -> dict[int, str]:
    text = bz2.decompress(member(cache_folder, "unihan", f"Unihan_{file}.txt.bz2")).decode()
    return {int(code, 16): value for code, value in re.findall(rf"^U\+(\w+)\t{field}\t(.+)$", text, re.MULTILINE)}


def standard_characters(cache_folder: Path) -> list[int]:
    """The 8,105 characters in the order of their numbers ("2013:1" … "2013:8105")."""
    numbers = {int(v.split(":")[1]): code for code, v in unihan(cache_folder, "OtherMappings", "kTGH").items()}
    assert sorted(numbers) == list(range(1, 8106))
    return [numbers[number] for number in sorted(numbers)]


# --- which characters --------------------------------------------------------------------------


def double_byte(encoding: str, first: Iterable[int], second: Iterable[int]) -> set[int]:
    pairs = b"".join(bytes((a, b)) + b"\n" for a in first for b in second)
    return {ord(c) for line in pairs.split(b"\n") for c in line.decode(encoding, "ignore") if ord(c) > 0x7F}


GB2312 = double_byte("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
BOX_DRAWING = set(range(0x2501, 0x2580))  # but U+2500, which some type for a dash
SYMBOLS = set().union(
    *(
        range(first, last + 1)
        for first, last in (
            (0x20, 0x7E), (0xA0, 0xFF),  # ASCII, Latin-1
            (0x2000, 0x200A), (0x2010, 0x2027), (0x2030, 0x205E),  # general punctuation, no controls
            (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x2189),  # ⁰ € ℃ ½ Ⅰ
            (0x2190, 0x2199), (0x2200, 0x22BF), (0x2460, 0x24FF), (0x2500, 0x2500),  # → ≤ ①
            (0x25A0, 0x2606), (0x2640, 0x2642), (0x2713, 0x2717), (0x2776, 0x277F),  # ■ ☆ ✓ ❶
            (0x3000, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F),  # CJK punctuation, kana, bopomofo
            (0x3200, 0x321E), (0x3220, 0x3243), (0x3251, 0x32CB), (0x3371, 0x33FF),  # ㈠ ㊀ ㎡
            (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),  # full width
        )
    )
)  # fmt: skip


def beyond_standard(cache_folder: Path, standard: Iterable[int]) -> set[int]:
    """For names: the telegraph code of the registers, the traditional and the variant forms."""
    codes = set(unihan(cache_folder, "OtherMappings", "kMainlandTelegraph"))
    for field in ("kTraditionalVariant", "kSemanticVariant"):
        forms = unihan(cache_folder, "Variants", field)
        codes |= {int(form, 16) for code in standard for form in re.findall(r"U\+(\w+)", forms.get(code, ""))}
    return codes


# --- the files ---------------------------------------------------------------------------------


def licence_texts(cache_folder: Path) -> dict[str, bytes]:
    debian = member(cache_folder, "wenkai", "fonts-lxgw-wenkai/copyright").decode()
    ofl = debian.split("License: OFL-1.1\n")[-1].split("\nLicense:")[0]
    ofl = "\n".join("" if line == " ." else line.removeprefix(" ") for line in ofl.split("\n")).rstrip() + "\n"
    holders = (
        "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai)\n"
        "with Reserved Font Names \u201c\u971e\u9e5c\u201d and \u201cLXGW\u201d.\n"
        "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)\n\n"
    )
    return {
        "Fandol-COPYING.txt": gzip.decompress(member(cache_folder, "fandol", "fandol/COPYING.gz")),
        "LXGW-WenKai-OFL.txt": (holders + ofl).encode(),
        "Noto-Sans-SC-OFL.txt": member(cache_folder, "sans", "LICENSE_FONT"),
        "Noto-Serif-SC-OFL.txt": member(cache_folder, "serif", "LICENSE_FONT"),
    }


MANIFEST_HEAD = """\
# Written by packaging/build_faces.py.
# Every face is a modified version under a name of its own: fewer characters, TrueType outlines
# without hints or layout tables, punctuation and line metrics evened out (2026-11-23). The source of
# each is the package named here and the two scripts in packaging/. The font exception that comes
# with Fandol is extended to FangSong.ttf.
"""


def manifest_entry(face: Face, data: bytes, covered: set[int]) -> str:
    return f"""
[[face]]
role = "{face.role}"
file = "{face.file}"
family = "{face.family}"
source = "{PACKAGES[face.package].label}"
source_file = "{face.member.rsplit("/", 1)[-1]}"
licence = "{face.licence}"
licence_file = "licences/{face.licence_file}"
sha256 = "{hashlib.sha256(data).hexdigest()}"
characters = {len(covered)}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cache", type=Path, help="folder that keeps the downloaded packages")
    parser.add_argument("--fonts", type=Path, default=FONTS)
    parser.add_argument("--words", type=Path, default=WORDS)
    arguments = parser.parse_args()
    print("fontTools", fontTools.version)
    cache_folder = arguments.cache.resolve()
    fetch(cache_folder)

    standard = standard_characters(cache_folder)
    wanted = (set(standard) | GB2312 | SYMBOLS) - BOX_DRAWING
    arguments.words.mkdir(parents=True, exist_ok=True)
    lines = ["".join(map(chr, standard[start : start + 50])) for start in range(0, len(standard), 50)]
    note = f"# Table of General Standard Chinese Characters (2013), in order: kTGH of {PACKAGES['unihan'].label}"
    (arguments.words / "standard-characters.txt").write_text("\n".join([note, *lines, ""]), "utf-8", newline="\n")

    licences = arguments.fonts / "licences"
    licences.mkdir(parents=True, exist_ok=True)
    for name, text in licence_texts(cache_folder).items():
        (licences / name).write_bytes(text)
    manifest = MANIFEST_HEAD
    body: set[int] = set()
    # In this order the program asks them: what 仿宋 lacks comes from the face made for it.
    for face in (FACES[0], RARE, *FACES[1:]):
        codes = wanted if face is not RARE else (wanted | beyond_standard(cache_folder, standard)) - body
        data, covered = build(face, member(cache_folder, face.package, face.member), codes)
        if face.role == "fangsong":
            body = covered
        (arguments.fonts / face.file).write_bytes(data)
        manifest += manifest_entry(face, data, covered)
        print(f"{face.file}: {len(data):,} bytes, {len(covered):,} characters")
    (arguments.fonts / "manifest.toml").write_text(manifest, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
