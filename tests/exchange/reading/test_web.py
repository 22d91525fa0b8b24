"""Saved pages: blocks, breaks, tables that only arrange the page."""

from clerk_app.exchange.reading import web
from clerk_app.exchange.reading.source import Grid


def test_page__read__text_by_blocks_without_scripts_and_hidden_text():
    page = """<body><script>alert(1)</script><style>p{}</style><div>甲<br>乙<b>丙</b></div>丁
      <p style="display: none">不见</p><p hidden>不见</p><!-- 注 --></body>"""
    assert web.read(page).items == ("甲", "乙丙", "丁")


def test_table_that_arranges_the_page__read__as_text():
    page = f"<table><tr><td>首页</td><td><p>{'长' * 400}</p><table><tr><td>1</td></tr></table></td></tr></table>"
    first, second, grid = web.read(page).items
    assert (first, second) == ("首页", "长" * 400)
    assert isinstance(grid, Grid)


def test_class_hidden_by_the_style_sheet__read__left_out_but_not_what_only_printers_hide():
    page = """<style>/* p.c{display:none} */ @media print { .b { display: none } }
      .a, td.x{color:red;display:none}</style>
      <p class="big a">不见</p><p class=b>乙</p><p class=c>丙</p><p class=x>丁</p>"""
    assert web.read(page).items == ("乙", "丙", "丁")


def test_raised_number_in_a_cell__read__as_the_mark_of_a_note():
    (grid,) = web.read("<table><tr><td>规章</td><td>12<sup>[3]</sup></td></tr></table>").items
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["规章", "12〔3〕"]


def test_broken_markup__read__what_is_there():
    assert web.read("<p>甲<p>乙</div></table><td>丙").items == ("甲", "乙", "丙")


def test_deep_page__read__without_falling():
    assert web.read("<div>" * 5_000 + "甲") is not None
