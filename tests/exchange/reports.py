"""A report as it might have been published: every cell another number, so that none can be mistaken."""

from decimal import Decimal

from clerk_app.form.edition import Edition

# fmt: off
PUBLISHED = {
    "unit": "青石镇人民政府", "cover/parent": "云岭市", "cover/level": "township", "cover/issued": "2024-01-15",
    "cover/publish_note": True,
    "preface": "根据《中华人民共和国政府信息公开条例》的要求，编制本报告。"
               "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
    "overview": "2023年，青石镇认真做好政府信息公开工作。\n（一）主动公开情况\n"
                "全年主动公开信息86条，制发文件2件。\n（二）依申请公开情况。收到申请7件，均已答复。",
    "problems": "一是信息更新不够及时；二是业务能力有待提高。\n下一步将加强业务培训。",
    "others": "本年度未收取信息处理费。",
}
# fmt: on


def values(edition: Edition, every: int = 0) -> dict[str, object]:
    """All values of the report; with `every` each n-th cell is blank."""
    year = edition.last_year or 2023
    texts = {k: v.replace("2023", str(year)) if isinstance(v, str) else v for k, v in PUBLISHED.items()}
    figures = {
        c.path: Decimal(f"{100 + n}.25") if c.kind == "money" else -n if c.kind == "signed" else 1000 + n
        for n, c in enumerate(edition.cells.values())
        if not every or n % every
    }
    return {**texts, "cover/issued": f"{year + 1}-01-15", "year": year, **figures}
