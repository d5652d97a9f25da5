"""A warehouse small enough to know by heart, in the schema that intake and dbt leave behind."""

import ast
import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts import contracts
from pipelines.paths import Home
from pipelines.releases import verify
from pipelines.releases.build import Release, build_release

# reading, metric, cut, member, reference, value, verdict, as the warehouse holds them
CLAIMS = [
    ("public", "resolved_share", "all", "all", None, 0.6, "supported"),
    ("public_region", "resolved_share", "region", "big", None, 0.603, "contradicted"),
    ("hidden_region", "resolved_share", "region", "small", None, 0.444, "contradicted"),
    ("gap_of_public_ones", "resolved_share", "region", "big", "none_resolved", 0.6, "supported"),
    ("nobody_there", "resolved_share", "region", "empty", None, None, "not measurable here"),
    ("no_input", "loss_rate", "all", "all", None, None, "not measurable here"),
]

# metric, grain, cut, member, numerator, denominator, n, is_public
VALUES = [
    ("resolved_share", "all", "all", "all", 180, 300, 300, True),
    ("resolved_share", "all", "region", "big", 170, 282, 282, True),
    ("resolved_share", "all", "region", "small", 4, 9, 9, False),
    ("resolved_share", "all", "region", "few_resolved", 9, 20, 20, False),
    ("resolved_share", "all", "region", "few_open", 31, 40, 40, False),
    ("resolved_share", "all", "region", "none_resolved", 0, 25, 25, True),
    ("resolved_share", "day", "region", "big", 20, 40, 40, False),
    ("tardiness_mean_min", "all", "region", "big", 4.5, 12, 12, True),
]

# What managers read of the marts, whatever their columns.
FOR_MANAGERS = [
    *("fct_rider_slots", "fct_incidents", "fct_system_days", "agg_order_hours", "agg_lateness"),
    *("agg_losses", "agg_complaint_days", "agg_responsibility", "agg_open_complaints"),
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose warehouse is built and not yet released."""
    return home_in(tmp_path)


def home_in(folder: Path) -> Home:
    home = Home(folder)
    with duckdb.connect(home.warehouse) as connection:
        _write_raw(connection)
        _write_metrics(connection)
    return home


def release_of(home: Home, *checks: tuple) -> Release:
    """A release whose site is one page; the real one has tests of its own."""
    return build_release(home, list(checks), _one_page)


def imported_modules(source: str) -> set[str]:
    """The top-level modules that a Python file imports."""
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    names = [alias.name for node in imports for alias in node.names]
    return {name.split(".")[0] for name in names + [node.module for node in froms]}


def _one_page(_: Path, out: Path, __: list) -> None:
    out.mkdir()
    (out / "index.html").write_text("page")
    shutil.copyfile(verify.__file__, out / "verify.py")


def _write_raw(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema raw")
    for entity, contract in contracts().items():
        columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract.columns)
        connection.execute(f"create table raw.{entity} ({columns})")
    connection.execute(
        "create table raw.cut_off as select timestamp '2026-10-31 16:00:00' as as_of"
    )
    connection.execute(
        "create table raw.loads as select 1 as load_id, 'complaints' as entity,"
        " 'complaints.csv' as file_name, 'ab' as sha256, 'cd' as fingerprint,"
        " 'demo' as platform_id, false as is_simulated, 301 as rows_read, 300 as rows_loaded,"
        " 0 as rows_unchanged, 0 as rows_superseded, 0 as rows_excluded, 1 as rows_quarantined,"
        " timestamp '2026-11-01' as started_at, timestamp '2026-11-01' as finished_at"
    )
    connection.execute(
        "create table raw.quarantine as select 1 as load_id, 'complaints' as entity,"
        " 'complaints.csv' as file_name, 17 as file_line, 'Wang Wu, 13800000000' as original_text,"
        " null::json as record, [{'column_name': 'status', 'rule': 'allowed', 'value': 'gone'}]"
        " as reasons, null::integer as retried_by_load_id"
    )
    connection.execute(
        "create table raw.deletions (deleted_at timestamp, kind varchar, entity varchar,"
        " change varchar, rows_changed bigint)"
    )


def _write_metrics(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema metrics")
    connection.execute("create schema marts")
    connection.execute(
        "create table metrics.metric_values (metric_id varchar, platform_id varchar,"
        " period_grain varchar, period_start date, cut varchar, member varchar, numerator double,"
        " denominator double, value double, ci_low double, ci_high double, ci_method varchar,"
        " n bigint, is_mature boolean, rule_version varchar, is_public boolean)"
    )
    connection.executemany(
        "insert into metrics.metric_values select $1, 'all', $2, date '2026-10-01', $3, $4, $5,"
        " $6, $5 / $6, null, null, 'too_few_clusters', $7, true, '1', $8",
        VALUES,
    )
    connection.execute(
        "create table metrics.metric_catalogue as select * from (values"
        " ('resolved_share', 'complaints', '解决率', 'Resolved share', 'share', '1'),"
        " ('tardiness_mean_min', 'delay', '平均迟到', 'Mean tardiness', 'minutes', '1'))"
        " as catalogue (metric_id, section, label_zh, label_en, unit, rule_version)"
    )
    connection.execute("comment on column metrics.metric_catalogue.unit is 'Unit of the value.'")
    connection.execute("comment on column metrics.metric_values.is_public is 'For the public.'")
    connection.execute(
        "create table metrics.coverage as select * from (values"
        " ('resolved_share', true), ('tardiness_mean_min', true), ('loss_rate', false))"
        " as coverage (metric_id, available)"
    )
    connection.execute(
        "create view marts.dim_dates as select distinct period_start as business_date"
        " from metrics.metric_values where period_grain = 'day'"
    )
    connection.execute("create table metrics.fairness_gaps (metric_id varchar, verdict varchar)")
    _write_claims(connection)
    connection.execute("create table metrics.complaint_curves (hours smallint)")
    connection.execute("create table metrics.freshness (entity varchar, deadline_at timestamp)")
    for name in FOR_MANAGERS:
        connection.execute(f"create table marts.{name} (region_id varchar)")
    connection.execute(
        "create table marts.fct_complaints as select 'demo' as platform_id,"
        " 'a' || number as complaint_id,"
        " date '2026-10-05' + (number // 4)::integer as business_date,"
        " timestamp '2026-10-05 08:00:00.5' + number * interval 6 hour as received_at,"
        " case when number % 3 = 0 then 'small' else 'big' end as region_id,"
        " 'resolved' as complaint_status, 'event' as response_fate,"
        " number * 1000 as response_seconds,"
        " case number % 4 when 0 then 'censored' when 1 then 'competing' else 'event' end"
        " as resolution_fate, number * 90000 as resolution_seconds"
        " from range(1, 12) as numbers (number)"
    )
    connection.execute(
        "create table marts.dim_regions as select 'big' as region_id, 'urban' as region_type,"
        " null::smallint as city_tier, null::smallint as income_band,"
        " date '1900-01-01' as valid_from, null::date as valid_to, true as is_current"
    )
    connection.execute("create schema intermediate")
    connection.execute(
        "create table intermediate.figure_platforms as select metric_id, 'demo' as platform_id,"
        " 'all' as published_as from metrics.metric_catalogue"
    )
    connection.execute(
        "create table intermediate.figure_measures (metric_id varchar, part_of varchar,"
        " member varchar, numerator varchar, denominator varchar, units varchar)"
    )


def _write_claims(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create table metrics.claims (reading_id varchar, metric_id varchar, cut varchar,"
        " member varchar, reference varchar, value double, ci_low double, ci_high double,"
        " n bigint, verdict varchar, place integer)"
    )
    connection.executemany(
        "insert into metrics.claims select $1, $2, $3, $4, $5, $6, $6 - 0.04, $6 + 0.04,"
        " if($6 is null, null, 9), $7, 1",
        CLAIMS,
    )
