"""An outline is a tree: what is read, in which order, and what is refused with its line."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.form.outline import KINDS, Node, OutlineError, parse

TREE = """
natural     自然人
legal       法人或其他组织
  business    商业企业
  other       其他
total       总计 :signed
"""


def test_outline__indented_lines__are_children() -> None:
    natural, legal, total = parse(TREE)
    assert [n.path for n in legal.walk()] == ["legal", "legal.business", "legal.other"]
    assert [n.path for n in legal.leaves] == ["legal.business", "legal.other"]
    assert (natural.leaves, natural.depth, legal.children[1].depth) == ((natural,), 0, 1)
    assert (legal.children[1].label, total.label, total.kind) == ("其他", "总计", "signed")


@pytest.mark.parametrize(
    "line, label, kind",
    [
        ("cases", "", "count"),
        ("cases   ", "", "count"),
        ("fee  本年收费金额（单位：万元） :money", "本年收费金额（单位：万元）", "money"),
        ("fee  费 用", "费 用", "count"),
        ("fee  比例1:2", "比例1:2", "count"),
    ],
)
def test_outline__one_line__gives_label_and_kind(line: str, label: str, kind: str) -> None:
    (node,) = parse(line)
    assert (node.label, node.kind) == (label, kind)


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("", 1, "大纲是空的"),
        (" \n\n", 1, "大纲是空的"),
        ("  a  甲", 1, "缩进与上面各行都对不上"),
        ("a  甲\n    b  乙\n  c  丙", 3, "缩进与上面各行都对不上"),
        ("a  甲\n\n\tb  乙", 3, "不能理解的一行：b  乙"),
        ("a  甲\n\u3000b  乙", 2, "不能理解的一行：b  乙"),
        ("A  甲", 1, "键名“A”只能是小写字母和数字，以字母开头"),
        ("新收  甲", 1, "键名“新收”只能是小写字母和数字，以字母开头"),
        ("a.b  甲", 1, "键名“a.b”只能是小写字母和数字，以字母开头"),
        ("a  甲\nb  乙 :percent", 2, "不认识的数值类型“:percent”，只有 :count、:signed、:money"),
        ("a  甲\nb  乙\na  丙", 3, "键名“a”重复"),
        ("a  甲\n  b  乙\n  b  丙", 3, "键名“a.b”重复"),
    ],
)
def test_outline__bad_line__is_refused_by_number_and_words(text: str, line: int, words: str) -> None:
    with pytest.raises(OutlineError) as refused:
        parse(text)
    assert (refused.value.line, str(refused.value)) == (line, words)


def test_outline__same_key_under_another_parent__is_another_node() -> None:
    assert [n.path for root in parse("a\n  x\nb\n  x") for n in root.leaves] == ["a.x", "b.x"]


# A tree as nested lists of (label, kind, children); keys are given by position.
LABELS = st.text("自然人（一）1.予以公开“”", max_size=6)
TREES = st.recursive(
    st.tuples(LABELS, st.sampled_from(KINDS), st.just([])),
    lambda below: st.tuples(LABELS, st.sampled_from(KINDS), st.lists(below, max_size=3)),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TREES, min_size=1, max_size=4), st.integers(1, 4))
def test_outline__any_tree_written_down__is_read_back(trees: list, width: int) -> None:
    lines: list[str] = []

    def write(trees: list, prefix: str, depth: int) -> tuple[Node, ...]:
        nodes = []
        for i, (label, kind, below) in enumerate(trees):
            lines.append(f"{' ' * width * depth}k{i}  {label} :{kind}")
            nodes.append(Node(f"{prefix}k{i}", label, kind, depth, write(below, f"{prefix}k{i}.", depth + 1)))
        return tuple(nodes)

    wanted = write(trees, "", 0)
    assert parse("\n".join(lines)) == wanted
