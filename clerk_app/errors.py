"""What goes wrong in a way the user can do something about; anything else is a bug of ours."""

import errno


class KnownError(Exception):
    """One clear Chinese sentence for the user: what is wrong and what to do. Shown as it is, never as a traceback."""


def cause(error: Exception) -> str:
    """What the system says, as a clause with what to do, to follow “PATH”没有…："""
    if isinstance(error, KnownError):
        return str(error)
    number = error.errno if isinstance(error, OSError) else None
    name = errno.errorcode.get(number or 0, type(error).__name__)
    return _CAUSES.get(number, f"系统报告错误 {name}，请换一个位置再试。")


_FULL = "磁盘已满，请腾出空间。"
_DENIED = "没有权限，请换到自己的文件夹。"
_GONE = "磁盘或 U 盘不见了，请插好再试。"
_CAUSES: dict[int | None, str] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "磁盘是只读的，请换一个位置。",
    errno.ENOENT: "没有这个文件或文件夹，请核对名称。",
    errno.ENOTDIR: "没有这个文件夹，请核对名称。",
    errno.EISDIR: "这是一个文件夹，请写出文件名。",
    errno.ENAMETOOLONG: "文件名太长，请缩短。",
    errno.EIO: "磁盘读写出错，请检查 U 盘或磁盘，换一个位置再试。",
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ENOTCONN: _GONE,  # of a file system in user space
}
