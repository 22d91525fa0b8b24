"""A shim before the C library by which the calls of SQLite fail, or kill, from outside: compiled here (Linux, cc)."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

Trial = Callable[[Path, int, str, int], tuple[Counter[str], int]]
KILL = -1  # instead of an error number: the process dies at that call
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
static long calls = 0, at = 0; static int forever = 0, number = 0; static char watched[512] = ".zfnb";
void shim_arm(long n, int for_ever, int error) { calls = 0; at = n; forever = for_ever; number = error; }
void shim_watch(const char *part) { strncpy(watched, part, sizeof watched - 1); }
long shim_calls(void) { return calls; }
static int hits(const char *name) {
    if (!number || !strstr(name, watched)) return 0;
    calls++;
    return at && (calls == at || (forever && calls >= at));
}
static int fails(int fd) {   /* only files whose path has the watched part */
    char link[64] = "/proc/self/fd/", name[1024], d[12]; int i = 14, k = 0; ssize_t n;
    if (!number || fd < 0) return 0;
    do d[k++] = '0' + fd % 10; while (fd /= 10);
    while (k) link[i++] = d[--k];
    link[i] = 0; n = readlink(link, name, sizeof name - 1);
    if (n < 0) return 0;
    name[n] = 0; return hits(name);
}
static int refuse(void) {
    if (number < 0) kill(getpid(), SIGKILL);
    errno = number; return -1;
}
#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name)
#define ON_FD(type, name, fd, declared, passed, ...) type name declared { \
    REAL(type, #name, __VA_ARGS__); if (fails(fd)) return refuse(); return real passed; }
#define ON_PATH(type, name, path, declared, passed, ...) type name declared { \
    REAL(type, #name, __VA_ARGS__); if (hits(path)) return refuse(); return real passed; }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (fails(fd)) { if (n > 1) real(fd, b, n / 2, o); return refuse(); }   /* half of it gets there */
    return real(fd, b, n, o);
}
ssize_t write(int fd, const void *b, size_t n) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (fails(fd)) { if (n > 1) real(fd, b, n / 2); return refuse(); }
    return real(fd, b, n);
}
ON_FD(ssize_t, pread64, fd, (int fd, void *b, size_t n, off64_t o), (fd, b, n, o), int, void *, size_t, off64_t)
ON_FD(ssize_t, read, fd, (int fd, void *b, size_t n), (fd, b, n), int, void *, size_t)
ON_FD(int, fsync, fd, (int fd), (fd), int)
ON_FD(int, fdatasync, fd, (int fd), (fd), int)
ON_FD(int, ftruncate64, fd, (int fd, off64_t n), (fd, n), int, off64_t)
ON_FD(int, fstat64, fd, (int fd, struct stat64 *s), (fd, s), int, struct stat64 *)
ON_PATH(int, stat64, p, (const char *p, struct stat64 *s), (p, s), const char *, struct stat64 *)
ON_PATH(int, lstat64, p, (const char *p, struct stat64 *s), (p, s), const char *, struct stat64 *)
ON_PATH(int, unlink, p, (const char *p), (p), const char *)
ON_PATH(int, rename, p, (const char *p, const char *q), (p, q), const char *, const char *)
ON_PATH(int, link, p, (const char *p, const char *q), (p, q), const char *, const char *)
int open64(const char *p, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
    if (hits(p)) return refuse();
    return real(p, flags, mode);
}
"""


def loaded() -> bool:
    return "CLERK_SHIM" in os.environ


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL:
    """`shim_arm(at, for_ever, error)`: from now on the `at`-th call fails (0: none); `shim_calls()` counts them; both
    only for files whose path has the part of `shim_watch(bytes)`, which is ".zfnb" at first."""
    return ctypes.CDLL(os.environ["CLERK_SHIM"])


def again() -> int:
    """This program once more with the shim before its C library; its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "shim.c", Path(folder) / "shim.so"
        source.write_text(SHIM)
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
        environment = os.environ | {"LD_PRELOAD": str(made), "CLERK_SHIM": str(made)}
        return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode


def every_call(blank: Path, ways: Sequence[tuple[str, int]], every: int, trial: Trial) -> tuple[int, int, Counter[str]]:
    """`trial(copy, at, way, number)` with a copy of `blank` in a folder of its own and the `at`-th call failing, for
    each `every`-th call and each of the `ways` with their error numbers; it returns what went wrong and how many calls
    it made. How many trials, how many calls without a failure, what went wrong in all; each is printed as well."""
    total: Counter[str] = Counter()

    def once(at: int, way: str, number: int) -> int:
        with tempfile.TemporaryDirectory(dir=blank.parent) as folder:
            path = Path(shutil.copy(blank, Path(folder) / "甲.zfnb"))
            library().shim_watch(os.fsencode(folder))
            wrong, calls = trial(path, at, way, number)
        total.update(wrong)
        for what in (w for w, n in wrong.items() if n):
            print(f"  call {at}, {way}, {errno.errorcode.get(number, '')}: {what}")
        return calls

    calls = once(0, "once", errno.EIO)
    points = [(at, *way) for at in range(1, calls + 1, every) for way in ways]
    for point in points:
        once(*point)
    return len(points), calls, total
