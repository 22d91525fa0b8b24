"""The check code: its shape, how people type it, and that no slip passes."""

import itertools
import random
from hashlib import sha256

import pytest

from clerk_app.report.checkcode import ALPHABET, Slip, code_of, read, spaced


def codes(number: int) -> list[str]:
    return [code_of("sha256:" + sha256(bytes([i])).hexdigest()) for i in range(number)]


def test_code__of_a_known_digest__never_another_in_any_version() -> None:
    assert code_of("sha256:" + "0" * 64) == "0000-0000-0000-0000"
    assert code_of("sha256:" + "f" * 64) == "ZZZZ-ZZZZ-ZZZZ-ZZZN"
    assert code_of("sha256:" + sha256("年报".encode()).hexdigest()) == "VM84-D58E-7P1B-76QP"


def test_code__of_many_digests__four_groups_that_read_back() -> None:
    for code in codes(200):
        assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
        assert read(code) == code


@pytest.mark.parametrize(
    "change",
    [str.lower, lambda c: c.replace("-", " "), lambda c: c.replace("-", ""), lambda c: f"  {c}\n",
     lambda c: c.replace("-", "－"), lambda c: c.replace("-", " — "),
     lambda c: c.replace("0", "O").replace("1", "I"), lambda c: c.replace("0", "o").replace("1", "l"),
     lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c)],
)  # fmt: skip
def test_read__as_people_type_it__the_same_code(change) -> None:
    for code in codes(50):
        assert read(change(code)) == code


def test_read__every_single_wrong_character__is_a_slip() -> None:
    tried = 0
    for code in codes(20):
        bare = code.replace("-", "")
        for at, other in itertools.product(range(16), ALPHABET):
            if other != bare[at]:
                with pytest.raises(Slip):
                    read(spaced(bare[:at] + other + bare[at + 1 :]))
                tried += 1
    assert tried == 20 * 16 * 31


def test_read__every_swap_of_two_characters__is_a_slip() -> None:
    """Neighbours, which are what hands swap, and any other two."""
    tried = 0
    for code in codes(40):
        bare = list(code.replace("-", ""))
        for a, b in itertools.combinations(range(16), 2):
            if bare[a] != bare[b]:
                swapped = bare.copy()
                swapped[a], swapped[b] = bare[b], bare[a]
                with pytest.raises(Slip):
                    read("".join(swapped))
                tried += 1
    assert tried > 40 * 110


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "应有 16 个字符，现在是 0 个"),
        ("0000-0000-0000-000", "现在是 15 个"),
        ("0000-0000-0000-00000", "现在是 17 个"),
        ("0000-0000-0000-000U", "没有“U”"),
        ("0000-0000-0000-000零", "没有“零”"),
        ("0000-0000-0000-0001", "写错或前后颠倒"),
    ],
)
def test_read__what_cannot_be_a_code__is_a_slip_that_says_why(text: str, words: str) -> None:
    with pytest.raises(Slip, match=words):
        read(text)


def test_read__sixteen_random_characters__pass_once_in_thirty_two() -> None:
    chance, passed = random.Random(7), 0
    for _ in range(3200):
        try:
            read("".join(chance.choices(ALPHABET, k=16)))
            passed += 1
        except Slip:
            pass
    assert 60 < passed < 140
