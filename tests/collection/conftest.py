"""Sealed reports by the dozen: units of one county, with figures of their own in which every identity holds."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.report import fields
from clerk_app.report.fields import Value
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import sealing
from clerk_app.store import document
from clerk_app.store.seal import sending_copy

AT = "2026-01-12T09:00:00+08:00"
Build = Callable[..., Report]
Put = Callable[..., Path]


@pytest.fixture(scope="session")
def build() -> Build:
    """build("花山镇人民政府", times=3, {path: value}) → the sample's figures three times, of this unit; not sealed."""
    data = interchange.parse((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    bare = fresh(data.unit, data.year or 0)
    taken = {p: fields.taken(bare.edition, p, v) for p, v in data.wanted.items()}
    sample = empty(bare.edition, {**bare.values, **{p: v for p, v in taken.items() if v is not None}})

    def build(unit: str, times: int = 1, more: Mapping[str, Value | None] | None = None) -> Report:
        figures = {p: n * times for p, n in sample.figures.items()}
        # What the text says of its own figures is not what these tests are about.
        silent = {"overview": sample.text("overview") if times == 1 else "本年度各项工作按要求推进。"}
        values = {**sample.values, **figures, **silent, "unit": unit, **(more or {})}
        return empty(sample.edition, {p: v for p, v in values.items() if v is not None})

    return build


def sealed(report: Report) -> Report:
    return empty(report.edition, {**report.values, **sealing(report, AT)})


@pytest.fixture
def put(tmp_path: Path, build: Build) -> Put:
    """put("a.zfnb", "花山镇人民政府", times=2, seal=True) → the file in the folder `in`, sealed or not."""

    def put(name: str, unit: str, times: int = 1, more: Mapping[str, Value | None] | None = None, seal: bool = True):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        report = build(unit, times, more)
        if seal:
            path.write_bytes(sending_copy(sealed(report)))
        else:
            document.create(path, report, AT).close()
        return path

    return put
