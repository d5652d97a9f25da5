"""Tables of months that are mostly too small to show."""

import itertools

import numpy as np
import pandas as pd

from pipelines.releases.disclosure.thin_tables import is_in_a_thin_table, tells_of_thin_tables

KINDS, MONTHS = range(31), range(10)


def statements(counts: dict[int, int]) -> pd.DataFrame:
    """Complaints of 31 kinds in 10 months, the same number each month: 3 unless told."""
    of_kind = {kind: counts.get(kind, 3) for kind in KINDS}
    whole = sum(of_kind.values())
    cells = [
        ("month", month, "category", kind, of_kind[kind])
        for kind, month in itertools.product(KINDS, MONTHS)
    ]
    cells += [("month", month, "all", "all", whole) for month in MONTHS]
    cells += [("all", 0, "category", kind, 10 * of_kind[kind]) for kind in KINDS]
    cells += [("all", 0, "all", "all", 10 * whole)]
    frame = pd.DataFrame(cells, columns=["period_grain", "period_start", "cut", "member", "n"])
    return frame.assign(
        metric_id="complaints",
        platform_id="all",
        numerator=np.nan,
        denominator=np.nan,
        ci_high=np.nan,
        is_public=frame["n"] >= 10,
    )


def test_a_table_of_months_that_few_cells_of_could_be_said_is_thin_and_its_sums_are_not():
    figures = statements({0: 40, 1: 12})
    is_thin = is_in_a_thin_table(figures)
    assert is_thin.tolist() == [True] * 310 + [False] * (len(figures) - 310)


def test_a_table_that_much_could_be_said_of_is_not_thin():
    assert not is_in_a_thin_table(statements(dict.fromkeys(range(15), 40))).any()


def test_sums_that_leave_a_small_cell_room_stay():
    figures = statements({0: 40, 1: 12})
    told = tells_of_thin_tables(figures, is_in_a_thin_table(figures), 10)
    assert not told.any()


def test_a_sum_over_the_run_that_pins_a_small_cell_down_goes():
    # All that kind 2 ever had: 9, in one month; of each of the others there is some every month.
    figures = statements({0: 40, 1: 12})
    is_kind, is_run = figures["member"].eq(2), figures["period_grain"].eq("all")
    figures.loc[is_kind & ~is_run, "n"] = 0
    figures.loc[is_kind & figures["period_start"].eq(4) & ~is_run, "n"] = 9
    figures.loc[is_kind & is_run, "n"] = 9
    told = tells_of_thin_tables(figures, is_in_a_thin_table(figures), 10)
    assert figures.loc[told, ["period_grain", "member"]].to_numpy().tolist() == [["all", 2]]
