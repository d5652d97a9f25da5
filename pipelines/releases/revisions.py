"""The revision ledger: every figure that differs from what the release before said of it.

A figure is a revision once its period was over when it was first published; what a period says
while it still runs is no statement about the whole of it. Revisions of a figure add up: their sum
is the latest value minus the first.
"""

from pathlib import Path

import duckdb

from pipelines.sql_text import literal

KEY = ("metric_id", "platform_id", "period_grain", "period_start", "cut", "member")

COLUMNS = {
    "release_name": "Release that said something else than the one before it.",
    "metric_id": "Figure.",
    "platform_id": "`all`, or one platform.",
    "period_grain": "`day`, `week`, `month` or `all`.",
    "period_start": "First local date of the period.",
    "cut": "What the figure is divided by: `all`, or a dimension.",
    "member": "The value of that dimension.",
    "old_value": "Value in the release before; null where it said that there is none.",
    "new_value": "Value in this release; null where it is given no longer.",
    "difference": "new_value - old_value.",
    "was_mature": "Whether the release before held it for settled.",
    "reason": (
        "`rule_change`: its definition has another version. `source_change`: files are read in"
        " another way since, or rows were deleted at a person's request. `correction`: it was held"
        " for settled. `late_data`: it was known to be young."
    ),
}

_LEDGER = """
    create table release.revisions (
        release_name varchar, metric_id varchar, platform_id varchar, period_grain varchar,
        period_start date, cut varchar, member varchar, old_value double, new_value double,
        difference double, was_mature boolean, reason varchar
    )
"""

# A period that ends when the data ends may still be running; the whole run is another one as soon
# as a day is added.
_REVISIONS = """
    with run as (

        select old.last_date, old.last_date = new.last_date as is_same_run
        from earlier.release.info as old, {newer}release.info as new

    )

    select
        $release_name as release_name, {key},
        old.value as old_value,
        new.value as new_value,
        new.value - old.value as difference,
        old.is_mature as was_mature,
        case
            when new.rule_version <> old.rule_version then 'rule_change'
            when $is_source_changed then 'source_change'
            when old.is_mature then 'correction'
            else 'late_data'
        end as reason
    from earlier.metrics.metric_values as old
    cross join run
    left join {newer}metrics.metric_values as new using ({key})
    where
        old.value is distinct from new.value
        and case old.period_grain
            when 'all' then run.is_same_run
            else date_add(
                old.period_start,
                case old.period_grain
                    when 'month' then interval 1 month
                    when 'week' then interval 7 day
                    else interval 1 day
                end
            ) <= run.last_date + 1
        end
    order by all
"""


def write_revisions(
    connection: duckdb.DuckDBPyConnection, name: str, earlier: Path | None, is_source_changed: bool
) -> None:
    """Write release.revisions into a role file: what the earlier one held, and what is new.

    `earlier` is the same role's file in the release before. A role learns of a revision only what
    both of its files say.
    """
    connection.execute(_LEDGER)
    if earlier is not None:
        connection.execute(f"attach {literal(str(earlier))} as earlier (read_only)")
        if _has_ledger(connection):
            connection.execute("insert into release.revisions from earlier.release.revisions")
        connection.execute(
            f"insert into release.revisions {_revisions()}",
            {"release_name": name, "is_source_changed": is_source_changed},
        )
        connection.execute("detach earlier")
    for column, comment in COLUMNS.items():
        connection.execute(f"comment on column release.revisions.{column} is {literal(comment)}")


def differences(old: Path, new: Path, is_source_changed: bool) -> list[tuple]:
    """Rows of COLUMNS between two files of one role."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(old))} as earlier (read_only)")
        connection.execute(f"attach {literal(str(new))} as newer (read_only)")
        return connection.execute(
            _revisions("newer."),
            {"release_name": new.parent.name, "is_source_changed": is_source_changed},
        ).fetchall()


def _revisions(newer: str = "") -> str:
    return _REVISIONS.format(key=", ".join(KEY), newer=newer)


def _has_ledger(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "select count(*) from duckdb_tables()"
        " where database_name = 'earlier' and schema_name = 'release' and table_name = 'revisions'"
    )
    return found.fetchone()[0] > 0
