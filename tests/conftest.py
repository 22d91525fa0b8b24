"""Reports for the tests: empty ones, filled ones, and one in which every identity holds."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.form.edition import Edition, editions
from clerk_app.report.fields import PREVIOUS, Value, taken
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import sealing
from clerk_app.store import document
from clerk_app.store.seal import sending_copy

YEARS = {"2019": 2020, "2021": 2023}


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Backups go into a folder of the tests' own, never among those of whoever runs them."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder


@pytest.fixture(params=["2019", "2021"])
def edition(request: pytest.FixtureRequest) -> Edition:
    """Each edition of the official form in turn."""
    return editions()[request.param]


@pytest.fixture(scope="session")
def official() -> Path:
    """The official wording of the forms, where it lies beside the checkout."""
    folder = Path(__file__).parents[2] / "shared" / "domain" / "editions"
    if not folder.is_dir():
        pytest.skip("the official wording is not beside this checkout")
    return folder


Make = Callable[..., Report]


@pytest.fixture(scope="session")
def make() -> Make:
    """make({"t3/new/total": 5}, "2021", year=2023, unit="青石镇人民政府") → the report with these values."""

    def make(
        values: Mapping[str, object] | None = None, key: str = "2021", year: int = 0, unit: str = "青石镇人民政府"
    ) -> Report:
        edition = editions()[key]
        wanted = {"unit": unit, "year": year or YEARS[key], **(values or {})}
        kept = {path: taken(edition, path, value) for path, value in wanted.items()}
        return empty(edition, {path: value for path, value in kept.items() if value is not None})

    return make


@pytest.fixture(scope="session")
def balanced(make: Make) -> Callable[[str], Report]:
    """balanced("2021") → every cell filled, last year's too, and every identity holds."""

    def balanced(key: str) -> Report:
        edition = editions()[key]
        figures: dict[str, Value] = {path: 1 + i % 3 for i, path in enumerate(edition.cells)}
        figures |= {path: 0 for path in figures if path.startswith("p1/rule/")}
        figures |= {path: 2 for path in figures if path.startswith(("t3/carried/", "t3/next/"))}
        for total in edition.sums:
            figures[total.total] = sum(int(figures[p]) for p in total.parts)
        figures |= {p: figures[p.replace("new", "done.total")] for p in figures if p.startswith("t3/new/")}
        previous = {p: v for p, v in figures.items() if p.startswith(("t3/next", "p1/rule"))}
        previous |= {p: 1 for p in figures if p.startswith("t4/") and p.endswith(".pending")}
        if key == "2021":
            made, void, valid = (int(figures[f"p1/normative/{c}"]) for c in ("made", "void", "valid"))
            previous["p1/normative/valid"] = valid - made + void
        else:
            for path in [p for p in figures if p.endswith("/before")]:
                previous |= {path: figures[path], path.replace("before", "change"): 0}
        return make({**figures, **{PREVIOUS + p: v for p, v in previous.items()}}, key)

    return balanced


# ---- sealed reports by the dozen: units of one county, with figures of their own in which every identity holds

AT = "2026-01-12T09:00:00+08:00"
Build = Callable[..., Report]
Put = Callable[..., Path]


@pytest.fixture(scope="session")
def build() -> Build:
    """build("花山镇人民政府", times=3, {path: value}) → the sample's figures three times, of this unit; not sealed."""
    data = interchange.parse((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    bare = fresh(data.unit, data.year or 0)
    given = {p: taken(bare.edition, p, v) for p, v in data.wanted.items()}
    sample = empty(bare.edition, {**bare.values, **{p: v for p, v in given.items() if v is not None}})

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
