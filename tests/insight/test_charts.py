"""Where the bars of a chart stand."""

from insight.charts import Bar, Part, draw


def test_the_longest_bar_is_as_wide_as_the_sheet():
    chart = draw([Bar("a", "30", [30]), Bar("b", "60", [20, 40])], key="x", title="t", description="d")
    assert [row.parts for row in chart.rows] == [
        [Part("0.00%", "50.00%", 0)],
        [Part("0.00%", "33.33%", 0), Part("33.33%", "66.67%", 1)],
    ]
    assert (chart.height, [row.y for row in chart.rows]) == (116, [26, 84])


def test_a_mark_beyond_the_bars_sets_the_scale():
    chart = draw([Bar("a", "30", [30], mark=120)], key="x", title="t", description="d")
    assert (chart.rows[0].parts[0].width, chart.rows[0].mark) == ("25.00%", "100.00%")


def test_nothing_draws_no_bar():
    chart = draw([Bar("a", "0", [0, 0])], key="x", title="t", description="d")
    assert (chart.rows[0].parts, chart.rows[0].mark) == ([], "")
    assert draw([], key="x", title="t", description="d").height == 0


def test_patterns_come_round():
    chart = draw([Bar("a", "6", [1] * 6)], key="x", title="t", description="d", legend=["p"] * 6)
    assert [part.look for part in chart.rows[0].parts] == [0, 1, 2, 3, 4, 0]
    assert [line.look for line in chart.legend] == [0, 1, 2, 3, 4, 0]
