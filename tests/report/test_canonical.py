"""The canonical form: its bytes, and that nothing the paper shows can change without changing the digest."""

from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256

import pytest

from clerk_app.report.canonical import canonical, digest, section_name, sections
from clerk_app.report.checkcode import code_of
from clerk_app.report.fields import Value
from clerk_app.report.model import Report, empty

Make = Callable[..., Report]
TEXT = "全年主动公开信息134件，受理申请5件，均按期答复。\n（一）主动公开情况。制发规范性文件3件。\n"


@pytest.fixture
def full(balanced: Callable[[str], Report]) -> Report:
    report = balanced("2021")
    more: dict[str, Value] = {
        p: TEXT * 8 + p for p in report.edition.passages
    } | {
        "cover/level": "township", "cover/parent": "临江市", "cover/issued": "2024-01-12", "cover/publish_note": True,
        "cover/contact/address": "青石镇青石街1号", "cover/contact/phone": "0432-66660000", "answer/JUMP": "机构改革。",
    }  # fmt: skip
    return empty(report.edition, {**report.values, **more})


def changed(report: Report, path: str, value: Value | None) -> Report:
    rest = {p: v for p, v in report.values.items() if p != path}
    return empty(report.edition, rest if value is None else {**rest, path: value})


def test_canonical__of_a_small_report__these_bytes_for_ever(make: Make) -> None:
    values = {"t3/new/natural": 5, "p8/fee/amount": Decimal("1.50"), "others": "无\n", "cover/publish_note": True}
    whole = (
        "zfnb-canonical/1 sha256\n"
        "b18:cover/publish_note3:yes\n"
        "t7:edition4:2021\n"
        "t6:others4:无\n\n"
        "n13:p8/fee/amount4:1.50\n"
        "n14:t3/new/natural1:5\n"
        "t4:unit21:青石镇人民政府\n"
        "n4:year4:2023\n"
    )
    assert canonical(make(values)) == whole.encode()
    assert digest(make(values)) == "sha256:" + sha256(whole.encode()).hexdigest()


def test_digest__one_character_or_one_cell_different__always_another(full: Report) -> None:
    digests = {digest(full)}
    mutants = set[tuple[object, ...]]()

    def see(mutant: Report) -> None:
        mutants.add((mutant.edition.key, *sorted((p, str(v)) for p, v in mutant.values.items())))
        digests.add(digest(mutant))

    for cell in full.edition.cells:
        number = full.figure(cell)
        assert number is not None
        see(changed(full, cell, number + 1))
        see(changed(full, cell, None))
        see(changed(full, cell, number * 10 + 3))
    for path, text in full.values.items():
        if isinstance(text, str) and not path.startswith("previous/"):
            for at in range(0, len(text), 2):
                see(changed(full, path, text[:at] + ("件" if text[at] != "件" else "条") + text[at + 1 :]))
                see(changed(full, path, text[:at] + text[at + 1 :] + "末"))
            see(changed(full, path, text + "\u3000"))
            see(changed(full, path, None))
    see(changed(full, "cover/publish_note", False))
    see(changed(full, "year", 2024))
    see(Report(next(e for e in _editions() if e.key != full.edition.key), full.values))
    assert len(mutants) >= 1_200
    assert len(digests) == len(mutants) + 1
    assert len({code_of(d) for d in digests}) == len(digests)


def _editions():
    from clerk_app.form.edition import editions

    return editions().values()


def test_digest__a_value_moved_to_its_neighbour__another(make: Make) -> None:
    """Lengths before every string: no two reports have the same bytes by where one field ends."""
    pairs = [
        ({"overview": "甲", "problems": "乙"}, {"overview": "甲乙"}),
        ({"overview": "甲"}, {"problems": "甲"}),
        ({"t3/new/natural": 11}, {"t3/new/natural": 1, "t3/new/total": 1}),
        ({"p8/fee/amount": Decimal("1.5")}, {"p8/fee/amount": Decimal("1.50")}),
        ({"overview": "甲\nt6:others3:乙"}, {"overview": "甲", "others": "乙"}),
    ]
    for one, other in pairs:
        assert digest(make(one)) != digest(make(other))


def test_digest__what_the_paper_does_not_show__the_same(full: Report) -> None:
    silent = (
        "previous/t3/new/natural", "previous/overview", "seal/1/code", "seal/1/at", "seal/1/sent/1", "source/1",
        "note/overview", "author",
    )  # fmt: skip
    assert {digest(changed(full, path, "5")) for path in silent} == {digest(full)}
    bare = empty(full.edition, {p: v for p, v in full.values.items() if not p.startswith("previous/")})
    assert digest(bare) == digest(full)
    backwards = empty(full.edition, dict(reversed(full.values.items())))
    assert digest(backwards) == digest(full)


def test_sections__one_value_altered__its_section_alone(full: Report) -> None:
    before = sections(full)
    for path, name in (
        ("t3/new/natural", "表三"), ("overview", "一、总体情况"), ("preface", "前言"), ("cover/parent", "封面"),
        ("unit", "封面"), ("answer/JUMP", "说明的原因"),
    ):  # fmt: skip
        value = "改" if isinstance(full.values[path], str) else 77
        after = sections(changed(full, path, value))
        assert [section_name(full, key) for key in before if before[key] != after[key]] == [name]
