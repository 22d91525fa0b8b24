"""Writes the reference file of the present format, once; it is never written again.

python tests/reference/make.py
"""

from decimal import Decimal
from pathlib import Path

from clerk_app.form.edition import editions
from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, writer
from clerk_app.store.layout import FORMAT
from clerk_app.store.steps import Act

CREATED = "2025-12-31T23:59:58+08:00"
# Time goes back and the zone changes: order is by sequence alone.
ACTS: tuple[tuple[Act, str, str, dict[str, Value | None]], ...] = (
    ("do", "2026-01-01T00:00:03+08:00", "填写", {"t3/new/natural": 5, "t3/new/total": 5, "t4/cases/review.total": 0}),
    ("do", "2025-12-31T16:00:00+00:00", "填写", {"p8/fee/amount": Decimal("59237.2449")}),
    ("do", "2026-01-05T09:00:00+08:00", "输入", {"overview": "全年主动公开信息134件。\n　　𠮷林省通化市。\n"}),
    ("do", "2026-01-05T09:00:01+08:00", "输入", {"overview": "全年主动公开信息143件。\n　　𠮷林省通化市。\n"}),
    ("do", "2026-01-05T09:00:02+08:00", "封面", {"cover/issued": "2026-01-13", "cover/publish_note": True}),
    ("undo", "2026-01-05T09:00:03+08:00", "", {}),
    ("undo", "2026-01-05T09:00:04+08:00", "", {}),
    ("redo", "2026-01-05T09:00:05+08:00", "", {}),
)


def main() -> None:
    values: dict[str, Value] = {"unit": "青石镇人民政府", "year": 2025, "previous/t3/next/total": 2}
    made = document.create(
        Path(__file__).with_name(f"format-{FORMAT}.zfnb"), empty(editions()["2021"], values), CREATED
    )
    undo: list[Changeset] = []
    redo: list[Changeset] = []
    for act, at, label, wanted in ACTS:
        if act == "do":
            changeset = Changeset(made.report.edits_to(wanted), label)
            undo.append(changeset)
        elif act == "undo":
            redo.append(undo.pop())
            changeset = redo[-1].inverse()
        else:
            undo.append(redo.pop())
            changeset = undo[-1]
        made.commit(act, changeset, at)
    writer.WORTH_PACKING = 0
    made.pack()
    made.close()


if __name__ == "__main__":
    main()
