"""21,321 restaurant orders of Delhi NCR, with the weather of each day."""

from tests.conftest import metric_rows


def test_whatever_was_not_delivered_is_counted_as_lost(run_of):
    ((lost, orders),) = metric_rows(
        run_of("zomato_ncr"),
        "select numerator, denominator from metrics.metric_values"
        " where metric_id = 'loss_rate' and period_grain = 'all' and cut = 'all'",
    )
    assert (lost, orders) == (190, 21_321)


def test_without_delivery_times_there_is_no_figure_of_delay(run_of):
    delays = metric_rows(
        run_of("zomato_ncr"),
        "select metric_id from metrics.metric_values where value is not null"
        " and (metric_id like 'on_time%' or metric_id like 'late%' or metric_id like 'delivery%')"
        " and metric_id <> 'late_arrival_share'",
    )
    assert delays == []


def test_each_order_meets_the_weather_of_its_day(run_of):
    import duckdb

    database = run_of("zomato_ncr").current_release.resolve() / "analyst.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        classes = dict(
            connection.execute(
                "select weather_class, count(*) from marts.fct_orders group by all"
            ).fetchall()
        )
    assert "unknown" not in classes
    assert classes["dry"] > classes["light_rain"] > 0
