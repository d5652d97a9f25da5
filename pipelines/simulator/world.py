"""What the SQL of the simulator builds on: its parameters, its calendar, the city's regions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.paths import DBT_PROJECT

FOLDER = Path(__file__).parent
LOCAL_TIME = timedelta(hours=8)
"""Of Asia/Shanghai, which knows no summer time."""


@dataclass(frozen=True)
class Calendar:
    """The local days of a simulated world."""

    first_day: date
    days: int

    def day_after(self, share_of_days: float) -> date:
        """The day on which something begins that begins after this share of the days."""
        return self.first_day + timedelta(days=int(self.days * share_of_days))

    @property
    def as_of(self) -> datetime:
        """The last second of the last day, in UTC: what comes later is not known."""
        midnight = datetime.combine(self.first_day + timedelta(days=self.days), time())
        return midnight - LOCAL_TIME - timedelta(seconds=1)


def sql(name: str) -> str:
    """The text of a file of sql/."""
    return (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def declare(
    connection: duckdb.DuckDBPyConnection,
    truth: dict,
    calendar: Calendar,
    orders: int,
    seed: int,
) -> None:
    """Sets the variables and makes the tables of parameters that the SQL reads."""
    levels, effects = truth["levels"], truth["effects"]
    variables = {
        "truth": _numbers_as_floats(truth),
        "shares": {topic: _running(shares) for topic, shares in levels["shares"].items()},
        "orders": orders,
        "days": calendar.days,
        "seed": seed,
        "first_day": calendar.first_day,
        "as_of": calendar.as_of,
        "middle_day": calendar.day_after(0.5),
        "padding_day": calendar.day_after(effects["promise_padding"]["after_share_of_days"]),
        "intervention_day": calendar.day_after(effects["intervention"]["after_share_of_days"]),
        "handling_minutes": handling_minutes(levels),
    }
    for name, value in variables.items():
        connection.execute(f"set variable {name} = ?", [value])

    windows = pd.DataFrame(
        effects["rider_shortage"]["windows"],
        columns=["region_id", "from_hour", "to_hour", "share_missing"],
    ).astype({"region_id": "str", "from_hour": "int", "to_hour": "int", "share_missing": "float"})
    tables = {
        "region": pd.read_csv(FOLDER / "regions.csv"),
        "region_effects": _by_index(effects["by_region"], "region_id"),
        "type_effects": _by_index(effects["by_region_type"], "region_type"),
        "rider_shortage": windows,
        "erlang_c_riders": pd.read_csv(DBT_PROJECT / "seeds" / "erlang_c_riders.csv"),
    }
    connection.execute("create schema world")
    for name, frame in tables.items():
        connection.from_df(frame).create(f"world.{name}")


def handling_minutes(levels: dict) -> int:
    """Mean whole minutes from assigned to delivered, by which riders are planned."""
    stages, kilometres = levels["stage_minutes"], mean_distance_km(levels)
    ride = stages["ride_to_customer_per_km"] * kilometres
    minutes = stages["ride_to_merchant"] + stages["wait_at_merchant"] + ride + stages["hand_over"]
    return min(120, max(1, round(minutes)))


def mean_distance_km(levels: dict) -> float:
    """Of a lognormal distance with spread 0.5: e to the power of 0.5² / 2 above its median."""
    return levels["order"]["median_distance_km"] * 1.1331


def _by_index(parameters: dict, name: str) -> pd.DataFrame:
    return pd.DataFrame(parameters).astype("float").rename_axis(name).reset_index()


def _running(shares: dict[str, float]) -> dict:
    """Members, and the running sums of their shares but the last, which is one."""
    sums = list(accumulate(shares.values()))
    return {"members": list(shares), "upto": [float(total / sums[-1]) for total in sums[:-1]]}


def _numbers_as_floats(value: object) -> object:
    """So that a whole number in a truth file does not change the type of what SQL computes."""
    if isinstance(value, dict):
        return {key: _numbers_as_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers_as_floats(item) for item in value]
    return value if isinstance(value, str) else float(value)
