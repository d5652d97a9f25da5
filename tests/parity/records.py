"""The records as their contract (DESIGN 4) says, read from Parquet with pandas alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

# Observations, rosters and plans may lie past what the platform did; promises and deadlines too.
EVENTS = {
    "orders": [
        "placed_at", "accepted_at", "assigned_at", "arrived_merchant_at", "ready_at",
        "picked_up_at", "arrived_customer_at", "delivered_at", "cancelled_at", "updated_at",
    ],
    "complaints": [
        "received_at", "first_response_at", "resolved_at", "closed_at", "paid_out_at",
        "reopened_at", "escalation_decided_at", "updated_at",
    ],
    "rider_supply": ["observed_at"],
    "rider_accidents": ["occurred_at"],
    "incidents": ["started_at", "detected_at", "ended_at"],
    "system_minutes": ["minute_at"],
    "surveys": ["sent_at", "answered_at"],
    "payments": ["paid_at", "disputed_at", "frozen_at"],
    "tracking": ["fixed_at", "received_at"],
}  # fmt: skip
LASTS = {"system_minutes": pd.Timedelta(minutes=1)}
ATTRIBUTES = ["region_type", "city_tier", "income_band"]


@dataclass(frozen=True, eq=False)
class Records:
    tables: dict[str, pd.DataFrame]

    def table(self, entity: str) -> pd.DataFrame:
        return self.tables[entity].copy()

    def holds(self, entity: str, column: str | None = None) -> bool:
        """Whether there is any record of this kind, or any with this column filled."""
        frame = self.tables[entity]
        return not frame.empty and (column is None or bool(frame[column].notna().any()))

    @cached_property
    def cut_off(self) -> pd.Timestamp:
        """The newest instant at which something happened: a minute has when it is over."""
        lasts = {entity: LASTS.get(entity, pd.Timedelta(0)) for entity in EVENTS}
        return max(newest + lasts[entity] for entity, newest in self._newest())

    @cached_property
    def last_day(self) -> pd.Timestamp:
        """The local day of the newest record: a minute is of the day on which it begins."""
        newest = max(newest for _, newest in self._newest())
        return self.local(pd.Series([None]), pd.Series([newest])).dt.normalize()[0]

    def _newest(self) -> Iterator[tuple[str, pd.Timestamp]]:
        for entity, columns in EVENTS.items():
            for newest in self.tables[entity][columns].max():
                if not pd.isna(newest):
                    yield entity, newest

    @cached_property
    def zones(self) -> pd.Series:
        regions = self.tables["regions"].sort_values("valid_from")
        return regions.groupby("region_id")["timezone"].last()

    @cached_property
    def main_zone(self) -> str:
        """Where most regions lie: the day of what happens in no region."""
        return self.zones.mode()[0]

    def local(self, regions: pd.Series, instants: pd.Series) -> pd.Series:
        """The instants as the clocks of their regions show them."""
        zones = regions.map(self.zones).fillna(self.main_zone)
        shown = pd.Series(pd.NaT, index=instants.index, dtype="datetime64[ns]")
        for zone in zones.unique():
            here = zones == zone
            moved = instants[here].dt.tz_localize("UTC").dt.tz_convert(zone)
            shown[here] = moved.dt.tz_localize(None)
        return shown

    def placed(self, frame: pd.DataFrame, clock: str) -> pd.DataFrame:
        """With local time, date and hour, and with the region's attributes as of that date."""
        frame = frame.assign(local=self.local(frame["region_id"], frame[clock]))
        frame["date"] = frame["local"].dt.normalize()
        frame["hour_of_day"] = frame["local"].dt.hour
        return self.with_attributes(frame)

    def with_attributes(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Type 2: the newest version that began by the date; the first holds from ever."""
        versions = self.tables["regions"][["region_id", "valid_from", *ATTRIBUTES]].copy()
        versions["valid_from"] = pd.to_datetime(versions["valid_from"]).astype("datetime64[ns]")
        versions = versions.sort_values("valid_from")
        first = versions.groupby("region_id")["valid_from"].transform("min")
        is_first = versions["valid_from"] == first
        versions.loc[is_first, "valid_from"] = pd.Timestamp("1900-01-01")
        versions = versions.sort_values("valid_from")
        merged = pd.merge_asof(
            frame.sort_values("date", kind="stable"),
            versions,
            left_on="date",
            right_on="valid_from",
            by="region_id",
        )
        return merged.assign(region=merged["region_id"])


def read(folder: Path) -> Records:
    return Records({file.stem: _table(file) for file in sorted(folder.glob("*.parquet"))})


def _table(file: Path) -> pd.DataFrame:
    frame = pd.read_parquet(file)
    times = frame.select_dtypes("datetime").columns
    return frame.astype(dict.fromkeys(times, "datetime64[ns]"))
