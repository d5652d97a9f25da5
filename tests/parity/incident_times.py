"""When and where something was down."""

from collections.abc import Iterable

import pandas as pd

from tests.parity.records import Records


def covered(
    records: Records,
    frame: pd.DataFrame,
    start: pd.Series,
    end: pd.Series,
    severities: Iterable[int],
) -> pd.Series:
    """Whether an incident of such a severity, here or everywhere, runs during a row's interval.

    An incident without an end lasts. An interval may be one instant.
    """
    found = pd.Series(False, index=frame.index)
    for here, began, ended in _spells(records, frame, severities):
        found |= here & ((start >= began) | (end > began)) & (start < ended)
    return found


def down_seconds(
    records: Records, frame: pd.DataFrame, start: pd.Series, end: pd.Series, severity: int
) -> pd.Series:
    """Seconds of each row's interval with an incident; two at once are counted once."""
    seconds = pd.Series(0.0, index=frame.index)
    reached = start.copy()
    for here, began, ended in _spells(records, frame, [severity]):
        first = reached.clip(lower=began)
        last = end.clip(upper=ended)
        adds = here & (last > first)
        seconds += (last - first).dt.total_seconds().where(adds, 0)
        reached = reached.where(~adds, last)
    return seconds


def _spells(records: Records, frame: pd.DataFrame, severities: Iterable[int]):
    """In the order they began: where an incident is felt, when it began and when it ended."""
    incidents = records.table("incidents")
    incidents = incidents[incidents["severity"].isin(list(severities))].sort_values("started_at")
    for incident in incidents.itertuples():
        is_everywhere = pd.isna(incident.region_id)
        here = pd.Series(True, frame.index)
        if not is_everywhere:
            here = frame["region_id"] == incident.region_id
        ended = records.cut_off if pd.isna(incident.ended_at) else incident.ended_at
        yield here, incident.started_at, ended
