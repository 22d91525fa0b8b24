"""年报助手: the yearly 政府信息公开工作年度报告 of one unit, from the form to the sealed paper."""

from pathlib import Path

__version__ = "0.1.0"

_HERE = Path(__file__).resolve().parent
# In a wheel the data lies inside the package, in a checkout beside it.
RESOURCES = _HERE / "resources" if (_HERE / "resources").is_dir() else _HERE.parent / "resources"
