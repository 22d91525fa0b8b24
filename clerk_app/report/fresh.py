"""A new report: nothing but its unit and year, and what last year's gives."""

from clerk_app.errors import KnownError
from clerk_app.form.edition import Edition, edition_for, editions
from clerk_app.report import fields
from clerk_app.report.model import Report, empty
from clerk_app.report.passage import printed
from clerk_app.report.totals import followed


def fresh(unit: str, year: int, level: str = "", edition: str = "", previous: Report | None = None) -> Report:
    """A report with nothing but its unit and year, and what last year's report gives. Raises KnownError."""
    form = _edition(year, edition)
    wanted: dict[str, object] = from_previous(form, previous, year) if previous else {}
    wanted |= {"unit": unit, "year": year} | ({"cover/level": level} if level else {})
    taken = {path: fields.taken(form, path, value) for path, value in wanted.items()}
    if taken["unit"] is None:
        raise KnownError("单位名称不能为空，请写单位全称，如 青石镇人民政府。")
    figures = {path: value for path, value in taken.items() if path in form.cells}
    bare = empty(form, {path: v for path, v in taken.items() if v is not None and path not in figures})
    return bare.apply(followed(bare, figures, ""))


def from_previous(edition: Edition, previous: Report, year: int) -> dict[str, object]:
    """What last year's report gives: the profile, the carried-over cells, its figures and texts for comparison."""
    if previous.year != year - 1:
        raise KnownError(f"上年的报告是{previous.year}年的，{year}年的报告要用{year - 1}年的；请另选文件。")
    given: dict[str, object] = {
        p: v for p, v in previous.values.items() if p.startswith("cover/") and p != "cover/issued"
    }
    # Its texts as they were read: a figure field here would be this year's number.
    for path, value in printed(previous).values.items():
        if path in edition.cells or path in edition.passages:
            given[fields.PREVIOUS + path] = value
    for identity in edition.identities:
        left, right = identity.left, identity.right
        # `carried = @previous.next`: what last year's report hands on stands in this year's cell from the start.
        alone = identity.relation == "=" and len(left) == len(right) == 1 and left[0].cell and right[0].previous
        if alone and (handed := previous.figure(right[0].cell)) is not None:
            given[left[0].cell] = handed
    return given


def _edition(year: int, key: str) -> Edition:
    known = editions()
    if key and key not in known:
        raise KnownError(f"没有“{key}”这个格式，只有 {'、'.join(known)}。")
    found = known[key] if key else edition_for(year, known)
    if found is None:
        first = next(iter(known.values())).first_year
        raise KnownError(f"{year}年还没有统一的年度报告格式；本程序可以编制{first}年以后的年度报告。")
    return found
