from itertools import combinations

from clerk_app.report.model import Changeset, Edit
from clerk_app.store import digest
from clerk_app.store.steps import Step


def test_content__any_difference__another_digest() -> None:
    variants = [
        ("2021", {"a": "bc"}),
        ("2021", {"ab": "c"}),
        ("2021", {"a": "b", "c": ""}),
        ("2021", {"a": "b"}),
        ("2021", {}),
        ("2019", {"a": "bc"}),
        ("2021", {"a": "bc", "b": "3"}),
    ]
    found = [digest.content(*v) for v in variants]
    assert all(one != another for one, another in combinations(found, 2))


def test_content__order_of_entry__does_not_matter() -> None:
    assert digest.content("2021", {"a": "1", "b": "2"}) == digest.content("2021", {"b": "2", "a": "1"})


def test_content__stays_what_it_was_in_the_first_version() -> None:
    known = "7c7eb288a9fa2d0ddf3a3d8ddedd4a01b22ec261bac542d2d65233a5447d8551"
    assert digest.content("2021", {"unit": "青石镇人民政府", "year": "2025", "t3/new/natural": "5"}).hex() == known


def test_step__any_difference__another_digest() -> None:
    def made(seq: int = 1, at: str = "x", label: str = "l", edit: Edit | None = None) -> Step:
        return Step(seq, at, "do", Changeset((edit or Edit("p", None, 5),), label))

    variants = [
        made(),
        made(seq=2),
        made(at="y"),
        made(label="m"),
        made(edit=Edit("q", None, 5)),
        made(edit=Edit("p", "", 5)),
        made(edit=Edit("p", 5, None)),
        made(edit=Edit("p", None, 5, 0)),
        Step(1, "x", "redo", made().changeset),
    ]
    found = [digest.step(digest.NO_STEP, v) for v in variants] + [digest.step(bytes([1]) * 32, made())]
    assert all(one != another for one, another in combinations(found, 2))


def test_state__any_difference__another_digest() -> None:
    zero, one = bytes(32), bytes([1]) * 32
    variants = [
        (zero, "x", "x", 1, zero),
        (one, "x", "x", 1, zero),
        (zero, "y", "x", 1, zero),
        (zero, "x", "y", 1, zero),
        (zero, "x", "x", 2, zero),
        (zero, "x", "x", 1, one),
    ]
    found = [digest.state(*v) for v in variants]
    assert all(f.startswith("sha256:") for f in found)
    assert all(a != b for a, b in combinations(found, 2))


def test_content_of__entries_kept_from_before__the_same_as_from_the_texts() -> None:
    texts = {"unit": "青石镇人民政府", "year": "2025", "t3/new/natural": "5", "a": ""}
    entries = [digest.entry(path, text) for path, text in sorted(texts.items())]
    assert digest.content_of("2021", entries) == digest.content("2021", texts)
