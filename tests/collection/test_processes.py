"""The processes that read: what they find is the same, and none outlives the one that asked."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from clerk_app.collection.gathering import Collecting


def test_read__with_two_processes__the_same(put: Callable[..., Path], tmp_path: Path) -> None:
    put("0.zfnb", "第0镇人民政府")
    data = put("1.zfnb", "第1镇人民政府").read_bytes()
    for i in range(70):
        (tmp_path / "in" / f"副本{i}.zfnb").write_bytes(data)
    with Collecting() as made:
        made.read([tmp_path / "in"], workers=1)
        made.read_texts(workers=2)
        made.settle()
        assert (made.count("counted"), made.count("copy"), made.count()) == (2, 70, 72)


def test_read__ended_by_force__its_processes_end_with_it(put: Callable[..., Path], tmp_path: Path) -> None:
    data = put("0.zfnb", "第0镇人民政府").read_bytes()
    for i in range(400):
        (tmp_path / "in" / f"副本{i}.zfnb").write_bytes(data)
    script = tmp_path / "reads.py"
    script.write_text(
        """if __name__ == "__main__":
    import sys
    from multiprocessing import active_children
    from pathlib import Path
    from clerk_app.collection.gathering import Collecting

    def tell(done: int, of: int) -> None:
        if done > 20:
            print(*(child.pid for child in active_children()), flush=True)
            sys.stdin.read()  # until it is ended
    with Collecting() as made:
        made.read([Path(sys.argv[1])], tell, workers=2)
""",
        "utf-8",
    )
    words = [sys.executable, str(script), str(tmp_path / "in")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        children = [int(word) for word in process.stdout.readline().split()]
        process.send_signal(signal.SIGKILL)
    assert len(children) == 2
    end = time.monotonic() + 30
    while any(map(_runs, children)):
        assert time.monotonic() < end, "a process outlived the one that asked"
        time.sleep(0.02)


def _runs(process: int) -> bool:
    """Whether it does anything yet: in a container nobody may clear away the dead."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
