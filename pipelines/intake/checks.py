"""What must hold of a load before anything is computed from it."""

import os

import duckdb

from pipelines.intake.report import LoadReport

MOST_QUARANTINED = float(os.environ.get("FAIRLANE_MOST_QUARANTINED", "0.05"))


def judge(
    connection: duckdb.DuckDBPyConnection, entity: str, report: LoadReport
) -> dict[str, str | None]:
    """Each check of an entity's load: None where it holds, else what is wrong."""
    breaches = [
        f"load {load_id}: {breach}"
        for load_id, of_entity, breach in conservation_breaches(connection)
        if of_entity == entity
    ]
    share = share_quarantined(connection).get(entity, 0)
    is_too_much = share > MOST_QUARANTINED
    is_hollow = report.loads and not report.totals()["rows_read"]
    return {
        "files_are_readable": "; ".join(str(failure) for failure in report.failures) or None,
        "rows_are_conserved": "; ".join(breaches) or None,
        "few_rows_are_quarantined": f"{share:.1%} of the rows are in quarantine; at most "
        f"{MOST_QUARANTINED:.1%} may be"
        if is_too_much
        else None,
        "rows_have_arrived": "the files hold headers and no rows" if is_hollow else None,
    }


def conservation_breaches(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    """Load, entity and breach, wherever rows read and rows accounted for differ."""
    return connection.execute(
        """
        with placed as (
            select *, rows_loaded + rows_unchanged + rows_superseded + rows_excluded
                + rows_quarantined as rows_placed,
                (select count(*) from raw.quarantine where quarantine.load_id = loads.load_id)
                    as rows_held_back
            from raw.loads
        )
        select load_id, entity, format('{} read, {} accounted for, {} of {} in quarantine',
            rows_read, rows_placed, rows_held_back, rows_quarantined)
        from placed where rows_read <> rows_placed or rows_held_back <> rows_quarantined
        order by load_id
        """
    ).fetchall()


def share_quarantined(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """By entity, the share of rows still in quarantine, of the files its newest run stands on."""
    return dict(
        connection.execute(
            "select entity, sum(rows_quarantined) / sum(rows_read) from raw.loads_behind_run"
            " group by entity having sum(rows_read) > 0"
        ).fetchall()
    )
