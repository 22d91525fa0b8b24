"""Size and start of the frozen program beside an empty window of PySide6 that was frozen in the same way.

python tests/bench/bench_frozen.py PROGRAM_FOLDER EMPTY_FOLDER [ROUNDS]; the folders are made by packaging/freeze.py,
the second with --empty. Needs Xvfb. First paint is when the first pixel is seen on a screen of our own: no program has
to tell. The aims: 1.5 × in size, 1.6 × in time.
"""

import contextlib
import mmap
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WIDTH, HEIGHT = 1366, 768
SIZE, TIME = 1.5, 1.6
FONTS = "resources/fonts"


def size_of(folder: Path) -> int:
    """Bytes of all files, links not followed."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if not p.is_dir())


@contextlib.contextmanager
def screen(folder: Path) -> Iterator[tuple[str, mmap.mmap]]:
    """A display and its memory."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:  # to the end of the line: the server gives up when nobody reads it
            number = told.readline().strip()
        with (folder / "Xvfb_screen0").open("rb") as file:
            memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            try:
                yield f":{number}", memory
            finally:
                memory.close()
                server.terminate()


def seconds(program: Path, display: str, memory: mmap.mmap, home: str) -> float:
    """From the start of the process to the first pixel in the middle of the screen; the program is ended then."""
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "WAYLAND", "DBUS", "XMODIFIERS"))}
    environment = bare | own | {"DISPLAY": display, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    line = WIDTH * 4
    middle = len(memory) - HEIGHT * line + 300 * line + 400 * 4
    dark = memory[middle : middle + 400]
    if any(dark):
        raise RuntimeError("the screen is not empty")
    begun = time.perf_counter()
    with subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while memory[middle : middle + 400] == dark:
            if process.poll() is not None or time.perf_counter() - begun > 60:
                raise RuntimeError(f"{program} shows nothing")
            time.sleep(0.0005)
        taken = time.perf_counter() - begun
        process.kill()
    while memory[middle : middle + 400] != dark:  # the server takes the window away
        time.sleep(0.01)
    return taken


def main(ours: Path, empty: Path, rounds: int) -> int:
    programs = {"empty": empty / "empty-window", "ours": ours / "clerk-app"}
    times: dict[str, list[float]] = {name: [] for name in programs}
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryDirectory() as folder,
        screen(Path(folder)) as (display, memory),
    ):
        for _ in range(rounds + 1):
            for name, program in programs.items():
                times[name].append(seconds(program, display, memory, home))
    first = {name: statistics.median(taken[1:]) for name, taken in times.items()}  # the first round warms the disk
    sizes = {"empty": size_of(empty), "ours": size_of(ours)}
    fonts = sum(size_of(p) for p in ours.rglob(FONTS))
    ratio_size, ratio_time = sizes["ours"] / sizes["empty"], first["ours"] / first["empty"]
    print("            empty window      clerk-app   ratio    aim")
    print(f"size    {sizes['empty'] / 2**20:10.1f} MiB {sizes['ours'] / 2**20:10.1f} MiB {ratio_size:7.2f}  ≤ {SIZE}")
    print(f"start   {first['empty'] * 1000:10.0f} ms  {first['ours'] * 1000:10.0f} ms  {ratio_time:7.2f}  ≤ {TIME}")
    print(f"(fonts {fonts / 2**20:.1f} MiB of the size; start: median of {rounds}, to the first pixel)")
    return 0 if ratio_size <= SIZE and ratio_time <= TIME else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 9))
