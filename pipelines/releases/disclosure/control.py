"""Disclosure control: which figures the public may see, decided once for everything it gets.

The public file, the site, the downloads and the feeds are all made of the rows decided on here.
"""

import logging
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.dbt_vars import dbt_vars
from pipelines.releases.disclosure.attack import too_narrow
from pipelines.releases.disclosure.build_table import KEPT, build_table
from pipelines.releases.disclosure.history import history, write_public_figures
from pipelines.releases.disclosure.quantities import CELL, cells_of, counts_of, read_statements
from pipelines.releases.disclosure.sums import sums
from pipelines.releases.disclosure.suppress import suppressed
from pipelines.releases.disclosure.thin_tables import is_in_a_thin_table, tells_of_thin_tables
from pipelines.sql_text import literal

log = logging.getLogger("fairlane.releases")

_KEY = ["metric_id", *CELL]

# dbt counts what is too small by itself; what is hidden on account of that comes on top.
_FIGURES = """
    create table figures as
    with withdrawn_by_period as (
        select platform_id, period_grain, period_start, count(*) as withdrawn from withdrawn
        group by all
    )

    select
        figures.* replace (
            figures.is_public and withdrawn.metric_id is null as is_public,
            figures.numerator + coalesce(more.withdrawn, 0) as numerator,
            case
                when more.withdrawn is null then figures.value
                else (figures.numerator + more.withdrawn) / figures.denominator
            end as value
        )
    from built.metrics.metric_values as figures
    left join withdrawn using ({key})
    left join withdrawn_by_period as more
        on figures.metric_id = 'suppressed_share'
        and figures.platform_id = more.platform_id
        and figures.period_grain = more.period_grain
        and figures.period_start = more.period_start
"""


class CannotProtect(Exception):
    """Somebody could be pointed at, whatever is hidden: nothing may be released."""


def control(warehouse: Path, earlier: Path | None, out: Path) -> None:
    """Write a database `out` with two tables as they may be released: `figures`, which are
    metrics.metric_values with what was decided, and `public_figures`.

    `earlier` is the release before. CannotProtect names the figures that give somebody away.
    """
    with duckdb.connect(out) as connection:
        connection.execute(f"attach {literal(str(warehouse))} as built (read_only)")
        statements = read_statements(connection)
        withdrawn = _withdrawn(connection, statements, earlier)
        connection.register("withdrawn", withdrawn)
        connection.execute(_FIGURES.format(key=", ".join(_KEY)))
        write_public_figures(connection, earlier)
        held, shown = connection.execute(
            "select count(held_since), count(*) from public_figures"
        ).fetchone()
        connection.execute("detach built")
    log.info(
        "disclosure control: the public sees %s figures, %s of them as they were said before; %s"
        " are hidden or not renewed for the sake of small groups",
        f"{shown:,}",
        f"{held:,}",
        f"{len(withdrawn):,}",
    )


def threshold() -> int:
    """Fewer people or orders than these can point at somebody."""
    return dbt_vars()["public_from_units"]


def _withdrawn(
    connection: duckdb.DuckDBPyConnection, statements: pd.DataFrame, earlier: Path | None
) -> pd.DataFrame:
    if statements.empty:
        return statements[_KEY]
    large_enough = statements["is_public"].to_numpy(dtype=bool)
    is_thin = is_in_a_thin_table(statements)
    may_be_said = large_enough & ~tells_of_thin_tables(statements, is_thin, threshold())
    withdrawn = large_enough.copy()
    others = statements[~is_thin].reset_index(drop=True)
    withdrawn[~is_thin] &= ~_said(connection, others, may_be_said[~is_thin], earlier)
    return statements.loc[withdrawn, _KEY]


def _said(
    connection: duckdb.DuckDBPyConnection,
    statements: pd.DataFrame,
    may_be_said: np.ndarray,
    earlier: Path | None,
) -> np.ndarray:
    """Which of the statements can be said, after an attack on them."""
    cells = cells_of(statements)
    counts = counts_of(statements, cells)
    past = history(connection, earlier, statements, counts)
    table = build_table(statements, counts, sums(connection, cells), past, threshold())
    said, moves = suppressed(table, may_be_said)
    # What was withheld and is certain nevertheless was so in the release before: it tells nothing.
    exposed = [each for each in too_narrow(table, said, moves=moves) if table.width[each] > KEPT]
    if exposed:
        near = np.concatenate([table.scopes[each][0] for each in exposed])
        says = table.statements[:, near].sum(axis=1) > 0
        names = ", ".join(np.unique(statements["metric_id"][says]))
        raise CannotProtect(f"Small groups can be worked out, whatever is hidden: {names}.")
    return said
