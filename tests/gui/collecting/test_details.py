"""One file at length."""

from clerk_app.gui.collecting.details import Details
from clerk_app.gui.collecting.work import Work


def shown(work: Work, name: str) -> Details:
    assert work.made is not None
    details = Details()
    details.show()
    details.show_entry(work.made, next(e for e in work.made.entries() if e.path.stem == name), True)
    return details


def lines(details: Details) -> list[str]:
    return [details.list.item(i).text() for i in range(details.list.count())]


def test_details__a_faulty_report__its_findings_first_then_seal_and_file(work: Work) -> None:
    details = shown(work, "白云")
    found = lines(details)
    assert found[0].startswith("【错误】总计：本年新收 99")
    assert any(line.startswith("定稿：第 1 次，核对码 ") for line in found)
    assert found[-1].endswith("白云.zfnb")
    assert details.open.isEnabled()
    assert details.note.isEnabled()
    assert not details.choose.isVisible()


def test_details__an_answered_warning__with_its_reason(work: Work) -> None:
    assert any(line.endswith("\n单位的说明：承接了两个乡镇的申请。") for line in lines(shown(work, "花山")))


def test_details__one_of_two__what_differs_and_the_choice(work: Work) -> None:
    details = shown(work, "黑水二")
    assert details.choose.isVisible()
    assert details.choose.isEnabled()
    said = next(line for line in lines(details) if line.startswith("与第 1 次定稿（黑水一.zfnb，"))
    assert "表三·自然人·本年新收：9 → 27" in said
    assert "一、总体情况：有改动" in said


def test_details__a_draft__its_state_is_named_once(work: Work) -> None:
    details = shown(work, "红旗")
    words = details._words.text()
    assert words.startswith("未定稿：红旗镇人民政府2025年年度报告还可以修改")


def test_details__what_cannot_be_read__only_why(work: Work) -> None:
    details = shown(work, "坏")
    assert "不是年报文件" in details._words.text()
    assert not details.open.isEnabled()
    details.show_entry(None, None)
    assert details.list.count() == 0
    assert not details.note.isEnabled()
