"""The founding article's claims, and what the loaded records say of each reading."""

import pandas as pd

from dashboards import pinned_release


def readings() -> pd.DataFrame:
    """One row per claim and reading, in the order to read them; values over the whole period."""
    return pinned_release.read("select * from metrics.claims order by place")
