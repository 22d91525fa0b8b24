"""What of the figures is drawn, found from the form alone."""

from clerk_app.paper.charts import charts


def test_charts__of_applications__show_results_and_applicants_found_from_the_form(sample):
    report = sample(
        t3__new__natural=5, t3__new__total=5, **{"t3__done.refuse.secret__total": 2, "t3__done.refuse.banned__total": 1}
    )
    main, results, applicants = charts(report, report.edition.part("applications"))
    assert [b.number for b in main.bars] == [5, 0, 0, 0]
    assert {b.name: b.number for b in results.bars}["不予公开"] == 3
    assert [b.name for b in applicants.bars][:2] == ["自然人", "商业企业"]
    assert applicants.whole is not None
    assert applicants.whole.number == 5


def test_chart__with_last_year__sets_it_beside_this_year(sample):
    report = sample(previous__t3__new__total=9)
    main, *_ = charts(report, report.edition.part("applications"))
    assert main.bars[0].before == 9
    assert main.bars[1].before is None


def test_disputes__without_a_case__are_a_quiet_zero_and_with_one_are_bars(sample):
    report = sample(**{"t4__cases__review.upheld": 1, "t4__cases__review.total": 1})
    review, direct, after = charts(report, report.edition.part("disputes"))
    assert (review.quiet, direct.quiet, after.quiet) == (False, True, True)
    assert direct.title == "行政诉讼·未经复议直接起诉"
