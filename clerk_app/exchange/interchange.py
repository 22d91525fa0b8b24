"""The exchange JSON `zfnb-report/1` and the findings JSON `zfnb-findings/1`."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from clerk_app.errors import KnownError
from clerk_app.report import fields
from clerk_app.report.model import Report
from clerk_app.report.numbers import shown

if TYPE_CHECKING:
    from clerk_app.check.finding import Finding, Findings

FORMAT = "zfnb-report/1"
SIZE_LIMIT = 16 * 1024 * 1024  # bytes; a whole report has about 30 kB

_NO_CELL = ("cover/", fields.PREVIOUS, fields.ANSWER)
_TOP = ("format", "edition", "year", "unit", "cover", "figures", "passages")


class BadData(KnownError):
    """Data that is no exchange JSON, or that does not fit the report it is for."""


class Data(NamedTuple):
    """Exchange data taken apart: `wanted` maps paths to values as given (None: made blank)."""

    edition: str
    year: int | None
    unit: str
    wanted: Mapping[str, object]


def parse(text: str) -> Data:
    """The data in `text`. Raises BadData naming what is wrong; which paths exist is the edition's to say."""
    if len(text) > SIZE_LIMIT:
        raise BadData("数据超过 16 MB，不像一份年度报告，请核对文件。")
    try:
        # A fraction stays the text it was: never a float. A count refuses it, money takes it whole.
        data: Any = json.loads(text, parse_float=str, object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError) as e:
        where = f"（第 {e.lineno} 行第 {e.colno} 列）" if isinstance(e, json.JSONDecodeError) else ""
        raise BadData(f"不是有效的 JSON 数据{where}，请让提供数据的人重新导出。") from None
    if not isinstance(data, dict) or cast(dict[str, Any], data).get("format") != FORMAT:
        raise BadData(f'不是年报助手的交换数据：缺少 "format": "{FORMAT}"。')
    data = cast(dict[str, Any], data)
    _known(data, _TOP, "数据")
    cover = _mapping(data.get("cover"), "cover")
    contact = _mapping(cover.pop("contact", None), "cover.contact")
    names = [p.removeprefix("cover/") for p in fields.COVER if p.startswith("cover/")]
    _known(cover, [n for n in names if "/" not in n], "cover")
    _known(contact, [n.removeprefix("contact/") for n in names if "/" in n], "cover.contact")
    wanted: dict[str, object] = {f"cover/{key}": value for key, value in cover.items()}
    wanted |= {f"cover/contact/{key}": value for key, value in contact.items()}
    for path, value in _mapping(data.get("figures"), "figures").items():
        if path.count("/") != 2 or path.startswith(_NO_CELL):
            raise BadData(f"figures 里的“{shown(path, 60)}”不是“表/行/列”的写法。")
        wanted[path] = value
    for part, text_of in _mapping(data.get("passages"), "passages").items():
        if "/" in part or part in fields.COVER:
            raise BadData(f"passages 里没有“{shown(part, 60)}”这一部分。")
        wanted[part] = text_of
    year, unit, edition = data.get("year"), data.get("unit", ""), data.get("edition", "")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
        raise BadData("year 要写成四位数的年份，如 2024。")
    if not isinstance(unit, str) or not isinstance(edition, str):
        raise BadData("unit 和 edition 要写成文字。")
    if unit:
        wanted["unit"] = unit
    return Data(edition, year, unit, wanted)


def fitting(data: Data, report: Report) -> Mapping[str, object]:
    """The wanted values when the data is for this report. Raises BadData: another edition or another year."""
    if data.edition and data.edition != report.edition.key:
        raise BadData(
            f"数据用的是“{shown(data.edition)}”年格式，这份报告用的是 {report.edition.key} 年格式，不能填入；没有改动。"
        )
    if data.year is not None and data.year != report.year:
        other = shown(str(data.year))
        raise BadData(f"数据是{other}年的，这份报告是{report.year}年的，不能填入；没有改动。请核对年度。")
    return data.wanted


def dump(report: Report) -> str:
    """The report as exchange JSON, in the form's order."""
    cover: dict[str, Any] = {}
    for path in fields.COVER:
        if path.startswith("cover/") and path in report.values:
            target, key = cover, path.removeprefix("cover/")
            if "/" in key:
                group, _, key = key.partition("/")
                target = cover.setdefault(group, {})
            target[key] = report.values[path]
    data = {
        "format": FORMAT,
        "edition": report.edition.key,
        "year": report.year,
        "unit": report.unit,
        "cover": cover,
        "figures": {c: _number(v) for c, v in report.figures.items()},
        "passages": {p: report.text(p) for p in report.edition.passages if report.text(p)},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def dump_findings(findings: "Findings") -> str:
    """The findings as findings JSON."""
    from clerk_app.check.finding import SEVERITIES  # here: data that goes out or comes in has no findings

    data = {
        "format": "zfnb-findings/1",
        "filled": findings.filled,
        "of": findings.of,
        "counts": {level: findings.count(level) for level in SEVERITIES},
        "findings": [_finding(f) for f in findings.all],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(f: "Finding") -> dict[str, Any]:
    span = f.passage
    return {
        "rule": f.rule,
        "level": f.level,
        "message": f.message,
        "why": f.why,
        "advice": f.advice,
        "cells": list(f.cells),
        "difference": None if f.difference is None else _number(f.difference),
        "fix": {c: _number(n) for c, n in f.fix.items()} if f.fix else None,
        "passage": {"part": span.part, "start": span.start, "end": span.end, "text": span.text} if span else None,
        "reason": f.reason,
    }


def _number(value: int | Decimal) -> int | str:
    return format(value, "f") if isinstance(value, Decimal) else value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise BadData(f"数据里“{shown(key, 60)}”写了两次，请只留一个。")
        result[key] = value
    return result


def _constant(word: str) -> None:
    raise BadData(f"数据里的“{word}”不是数。")


def _mapping(value: Any, name: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadData(f"{name} 要写成“名称: 值”的一组。")
    return cast(dict[str, Any], value)


def _known(data: Mapping[str, Any], names: Any, where: str) -> None:
    for key in data:
        if key not in names:
            raise BadData(f"{where}里有不认识的“{shown(key, 60)}”。")
