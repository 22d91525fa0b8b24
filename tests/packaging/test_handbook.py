"""The rule handbook says what the rules' data say."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from clerk_app.check.finding import patterns
from clerk_app.form.edition import editions

SCRIPT = Path(__file__).parents[2] / "packaging" / "handbook.py"


@pytest.fixture(scope="module")
def handbook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("handbook", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_handbook__page__is_what_the_data_say(handbook: ModuleType) -> None:
    assert handbook.PAGE.read_text("utf-8") == handbook.page(), "run: python packaging/handbook.py"


def test_handbook__every_rule__is_in_it_once(handbook: ModuleType) -> None:
    listed = " ".join(handbook.CHAPTERS.values()).split()
    assert sorted(listed) == sorted({name.partition(".")[0] for name in patterns()})
    page = handbook.page()
    assert [r.id for e in editions().values() for r in e.rules if f"| {r.id} |" not in page] == []
    assert [p.message for p in patterns().values() if handbook.spoken(p.message) not in page] == []


def test_spoken__places_of_a_message__are_named_in_chinese(handbook: ModuleType) -> None:
    assert handbook.spoken("{place}写共{whole}，相差 {difference}。") == "{位置}写共{总数}，相差 {差}。"
    assert re.findall(r"\{[^}]*[A-Za-z_][^}]*\}", handbook.page()) == []


def test_relation__is_in_words_of_the_form(handbook: ModuleType) -> None:
    edition = editions()["2021"]
    said = {r.id: handbook.relation(edition, r) for r in edition.rules}
    assert said["T3-BALANCE"] == "表三每列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度"
    assert said["T3-APPLICANTS"] == "表三每行：总计 = 自然人 + 法人或其他组织各项"
    assert said["P1-STOCK"] == "表二第二十条第（一）项每行：现行有效 = 上年报告的现行有效 + 本年制发 - 本年废止"
