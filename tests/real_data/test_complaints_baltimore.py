"""10,000 service requests with due and closing times, against a computation of its own: plain
Python on the file, sharing nothing with the warehouse."""

from bisect import bisect_left
from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import metric_rows
from tests.real_data.conftest import records

EASTERN = ZoneInfo("America/New_York")


def instant(text: str) -> datetime | None:
    """A local time of the file as an instant."""
    if not text:
        return None
    local = datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007
    return local.replace(tzinfo=EASTERN).astimezone(ZoneInfo("UTC"))


@pytest.fixture(scope="module")
def requests():
    """Status, received, closed and due of every request that is not merged into another."""
    return [
        (
            row["SRStatus"],
            instant(row["CreatedDate"]),
            instant(row["CloseDate"]),
            instant(row["DueDate"]),
        )
        for row in records("complaints_baltimore", "requests.csv")
        if "Duplicate" not in row["SRStatus"]
    ]


@pytest.fixture(scope="module")
def cut_off():
    """The newest instant that has happened, in any row."""
    return max(
        time
        for row in records("complaints_baltimore", "requests.csv")
        for time in (instant(row["CreatedDate"]), instant(row["CloseDate"]))
        if time
    )


def figure(home, metric):
    ((numerator, denominator, value),) = metric_rows(
        home,
        "select numerator, denominator, value from metrics.metric_values"
        " where metric_id = ? and period_grain = 'all' and cut = 'all'",
        metric,
    )
    return numerator, denominator, value


def test_before_merged_ones_are_left_out_the_file_says_7988_of_9555():
    both = [
        (instant(row["CloseDate"]), instant(row["DueDate"]))
        for row in records("complaints_baltimore", "requests.csv")
        if row["CloseDate"] and row["DueDate"]
    ]
    assert (sum(closed <= due for closed, due in both), len(both)) == (7_988, 9_555)


def test_kept_deadline_rate(run_of, requests, cut_off):
    kept = counted = 0
    for status, _, closed, due in requests:
        is_resolved = status == "Closed" and closed is not None
        if due and (is_resolved or due <= cut_off):
            counted += 1
            kept += is_resolved and closed <= due
    numerator, denominator, value = figure(run_of("complaints_baltimore"), "kept_deadline_rate")
    assert (numerator, denominator) == (kept, counted)
    assert value == pytest.approx(kept / counted, abs=1e-12)


def test_resolved_within_7d(run_of, requests, cut_off):
    """The Aalen-Johansen estimator, step by step as its definition says."""
    horizon = timedelta(days=7)
    spells = []
    for status, received, closed, _ in requests:
        if status == "Closed" and closed:
            spells.append((closed - received, "resolved"))
        elif status == "Closed (Transferred)" and closed:
            spells.append((closed - received, "competing"))
        elif status not in ("Closed", "Closed (Transferred)"):
            spells.append((cut_off - received, "censored"))
    lengths = sorted(length for length, _ in spells)
    endings = defaultdict(list)
    for length, end in spells:
        endings[length].append(end)
    share, surviving = 0.0, 1.0
    for time in sorted(length for length in endings if length <= horizon):
        at_risk = len(lengths) - bisect_left(lengths, time)
        ended = endings[time]
        share += surviving * ended.count("resolved") / at_risk
        surviving *= 1 - (len(ended) - ended.count("censored")) / at_risk
    _, _, value = figure(run_of("complaints_baltimore"), "resolved_within_7d")
    assert value == pytest.approx(share, abs=1e-9)
