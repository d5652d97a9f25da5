"""What each figure gives away: its counts, known by what they count, wherever they appear.

A *quantity* is a count over every cell: complaints received, orders on time. Figures share them.
Two columns of figures are one quantity if the definitions say so (the same measure over the same
platforms), or if they agree in every cell that both have: then the one would betray the other.
"""

import duckdb
import numpy as np
import pandas as pd

CELL = ["platform_id", "period_grain", "period_start", "cut", "member"]

# Rows of figures, with the counts that a reader can take from them. Shares of seconds or money have
# units of their own, and only those are counts.
_STATEMENTS = """
    with platforms as (
        select metric_id, string_agg(platform_id, ',' order by platform_id) as platforms
        from built.intermediate.figure_platforms
        where published_as = 'all'
        group by metric_id
    ),

    divided as (
        select distinct metric_id, part_of from built.intermediate.figure_measures
        where part_of is not null
    )

    select
        figures.*,
        catalogue.unit in ('share', 'per_1000')
        and coalesce(measures.units = measures.denominator, true)
        and figures.numerator = round(figures.numerator)
        and figures.denominator = round(figures.denominator) as is_of_counts,
        catalogue.unit = 'share' as is_of_whole,
        divided.part_of is not null as is_part,
        measures.units || ' of ' || platforms.platforms as n_measure,
        measures.numerator || ' of ' || platforms.platforms as numerator_measure,
        measures.denominator || ' of ' || platforms.platforms as denominator_measure
    from built.metrics.metric_values as figures
    inner join built.metrics.metric_catalogue as catalogue using (metric_id)
    left join platforms using (metric_id)
    left join built.intermediate.figure_measures as measures
        on figures.metric_id = measures.metric_id and measures.part_of is null
    left join divided on figures.metric_id = divided.metric_id and figures.cut = divided.part_of
    where
        figures.n is not null
        and figures.period_grain in (
            select period_grain from built.metrics.metric_values where is_public
        )
        and figures.metric_id <> 'suppressed_share'
    order by figures.metric_id, {cell}
"""


def read_statements(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every row that could be public, as of the warehouse attached as `built`."""
    cell = ", ".join(f"figures.{column}" for column in CELL)
    return connection.execute(_STATEMENTS.format(cell=cell)).df()


def cells_of(statements: pd.DataFrame) -> pd.DataFrame:
    cells = statements[CELL].drop_duplicates()
    return pd.concat([cells, _whole(cells)]).drop_duplicates().reset_index(drop=True)


def counts_of(statements: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """What statements give away: statement, role, quantity, cell, value.

    The roles `rest` and `rest_at_most` are what is left over of a whole, for a reader to work out.
    """
    number = pd.MultiIndex.from_frame(cells)
    own = number.get_indexer(pd.MultiIndex.from_frame(statements[CELL]))
    whole = number.get_indexer(pd.MultiIndex.from_frame(_whole(statements[CELL])))
    # Parts divide the numerator; what they are shares of is that of the whole.
    under = np.where(statements["is_part"], whole, own)
    of_counts = statements["is_of_counts"].fillna(False).astype(bool)
    of_whole = of_counts & statements["is_of_whole"]
    bounded = of_counts & (statements["ci_method"] == "nonresponse_bounds")
    value = values_by_role(statements)
    counts = pd.concat(
        [
            _column(statements, "n", value, under, of_counts | True),
            _column(statements, "denominator", value, under, of_counts),
            _column(statements, "numerator", value, own, of_counts),
            _column(statements, "rest", value, own, of_whole & (value["rest"] >= 0)),
            _column(statements, "at_most", value, own, bounded),
            _column(statements, "rest_at_most", value, own, bounded),
        ],
        ignore_index=True,
    )
    counts["quantity"] = counts["column"].map(_quantities(counts, len(cells)))
    return counts.drop(columns=["column", "measure"])


def values_by_role(statements: pd.DataFrame) -> pd.DataFrame:
    """The counts in rows of figures. The bounds for the unanswered are shares of the same whole, so
    they give away one count more."""
    at_most = (statements["ci_high"] * statements["denominator"]).round()
    return pd.DataFrame(
        {
            **{role: statements[role] for role in ("n", "numerator", "denominator")},
            "rest": statements["denominator"] - statements["numerator"],
            "at_most": at_most,
            "rest_at_most": statements["denominator"] - at_most,
        }
    ).astype(float)


def _whole(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.assign(cut="all", member="all")


def _column(
    statements: pd.DataFrame, role: str, values: pd.DataFrame, cell: np.ndarray, where: pd.Series
) -> pd.DataFrame:
    measure = f"{role}_measure"
    return pd.DataFrame(
        {
            "statement": np.arange(len(statements)),
            "role": role,
            "column": statements["metric_id"] + " " + role,
            "measure": statements.get(measure),
            "cell": cell,
            "value": values[role],
        }
    )[where.to_numpy()]


def _quantities(counts: pd.DataFrame, cells: int) -> dict[str, int]:
    """The quantity of each column: the first that it does not contradict and has reason to be."""
    found: dict[str, int] = {}
    quantities: list[np.ndarray] = []
    measures: list[set] = []
    for name, column in counts.groupby("column", sort=False):
        values = np.full(cells, np.nan)
        values[column["cell"]] = column["value"]
        measure = column["measure"].iloc[0]
        for number, quantity in enumerate(quantities):
            apart = values - quantity
            if np.nanmax(np.abs(apart), initial=0) > 0:
                continue
            if measure in measures[number] or np.nanmax(values[~np.isnan(apart)], initial=0) > 0:
                break
        else:
            number = len(quantities)
            quantities.append(np.full(cells, np.nan))
            measures.append(set())
        quantities[number] = np.where(np.isnan(values), quantities[number], values)
        if isinstance(measure, str):
            measures[number].add(measure)
        found[name] = number
    return found
