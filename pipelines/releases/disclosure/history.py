"""What earlier releases told the public, which no release can take back."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.releases.disclosure.quantities import CELL, values_by_role
from pipelines.sql_text import literal

# Of a figure by another rule, nothing was said yet.
KEY = ["metric_id", *CELL, "rule_version"]
_COUNTS = f"{', '.join(KEY)}, numerator, denominator, ci_high, n"

_HELD = """
    create table public_figures as
    select
        * exclude (is_public),
        null::varchar as held_since,
        null::timestamp as held_as_of
    from figures
    where is_public
"""

_STILL_STANDS = """
    insert into public_figures by name
    select said.* replace (
        coalesce(said.held_since, info.release_name) as held_since,
        coalesce(said.held_as_of, info.as_of) as held_as_of
    )
    from public.metrics.metric_values as said
    cross join public.release.info as info
    semi join (from figures where not is_public and metric_id <> 'suppressed_share')
        using ({key})
"""


COLUMNS = {
    "held_since": (
        "Release that said this last, if the figure stands as it was said then: since, it has moved"
        " by so few that the difference could point at somebody. Null if it is as of this release."
    ),
    "held_as_of": "Cut-off of the release that said this last; null if it is as of this release.",
}


def write_public_figures(connection: duckdb.DuckDBPyConnection, earlier: Path | None) -> None:
    """Write `public_figures` beside `figures`: what the public sees.

    A figure that may not be renewed stands as it was said last, with the release and the cut-off it
    is from: it is out, and repeating it tells nothing.
    """
    connection.execute(_HELD)
    if earlier:
        connection.execute(f"attach {_public(earlier)} as public (read_only)")
        connection.execute(_STILL_STANDS.format(key=", ".join(KEY)))
        connection.execute("detach public")


def history(
    connection: duckdb.DuckDBPyConnection,
    earlier: Path | None,
    statements: pd.DataFrame,
    counts: pd.DataFrame,
) -> pd.DataFrame:
    """For each of `counts`: its value in the release before (`then`), the value that was last said
    in public (`said`), and whether that release said it anew (`was_renewed`)."""
    found = pd.DataFrame({"then": np.nan, "said": np.nan, "was_renewed": False}, index=counts.index)
    if earlier is None:
        return found
    staff = literal(str(earlier / "manager.duckdb"))
    connection.execute(f"attach {staff} as staff (read_only)")
    connection.execute(f"attach {_public(earlier)} as public (read_only)")
    then = connection.execute(f"select {_COUNTS} from staff.metrics.metric_values").df()
    said = connection.execute(
        f"select {_COUNTS}, held_since is null as was_renewed from public.metrics.metric_values"
    ).df()
    connection.execute("detach staff; detach public")
    then, said = (statements[KEY].merge(rows, on=KEY, how="left") for rows in (then, said))
    found["then"] = _aligned(values_by_role(then), counts)
    found["said"] = _aligned(values_by_role(said), counts)
    found["was_renewed"] = said["was_renewed"].eq(True).to_numpy()[counts["statement"]]
    return found


def _public(earlier: Path) -> str:
    return literal(str(earlier / "public.duckdb"))


def _aligned(values: pd.DataFrame, counts: pd.DataFrame) -> np.ndarray:
    column = values.columns.get_indexer(counts["role"])
    return values.to_numpy()[counts["statement"], column]
