"""What each rule finds in a release: the places it looked at, and where it fires.

A figure is judged by its newest settled period. What cannot be judged, since the figure is missing,
hidden or not settled yet, is not told of at all: an alert about it stays as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter

import duckdb

from pipelines import significance
from pipelines.alerts.rule_file import (
    AlertsError,
    Change,
    ExcludesTarget,
    Freshness,
    Quarantine,
    Rule,
    Threshold,
    Withheld,
)
from pipelines.intake.problems import nearest

_SETTLED = """
select figures.*, (figures.period_start + interval 1 {period})::date as period_end
from metrics.metric_values as figures
inner join metrics.metric_catalogue as catalogue using (metric_id)
where
    metric_id = ? and platform_id = 'all' and period_grain = ? and cut = ?
    and is_mature and value is not null
    and (?::date is null or period_end + catalogue.maturity_days <= ?::date)
order by member, period_start
"""


@dataclass(frozen=True)
class Judgement:
    """One rule about one subject: a member of a cut, an entity, a release."""

    rule: Rule
    subject: str
    is_firing: bool
    # The row that it is about, and, of a metric, the catalogue's row.
    row: dict
    metric: dict | None = None
    change: significance.Change | None = None


@dataclass(frozen=True)
class Seen:
    """What there is to judge: the release that is open as a manager sees it, the notice of its
    manifest, and the clock in UTC without an offset; or what was settled on a day of the past."""

    release: duckdb.DuckDBPyConnection
    notice: dict | None
    now: datetime | None = None
    known_by: date | None = None

    def rows(self, sql: str, values: list | None = None) -> list[dict]:
        told = self.release.execute(sql, values)
        names = [column[0] for column in told.description]
        return [dict(zip(names, row, strict=True)) for row in told.fetchall()]

    @cached_property
    def catalogue(self) -> dict[str, dict]:
        """Its rows by metric_id."""
        return {row["metric_id"]: row for row in self.rows("from metrics.metric_catalogue")}

    def metric(self, rule: Rule) -> dict:
        """The catalogue's row of a rule's metric. Raises AlertsError where there is none."""
        if rule.metric not in self.catalogue:
            close = nearest(rule.metric, self.catalogue)
            place = f"rules › {rule.name} › metric"
            raise AlertsError(f"{place}: {rule.metric!r} is no figure. {close}")
        return self.catalogue[rule.metric]

    def settled(self, rule: Rule) -> Iterator[tuple[str, list[dict]]]:
        """The settled periods of each member that has some, in order, and the first day after."""
        rows = self.rows(
            _SETTLED.format(period=rule.period),
            [rule.metric, rule.period, rule.cut, self.known_by, self.known_by],
        )
        for member, of_member in groupby(rows, key=itemgetter("member")):
            yield member, list(of_member)


def judge(seen: Seen, rules: list[Rule]) -> list[Judgement]:
    """What each rule finds. Raises AlertsError for a rule that cannot be asked of its metric."""
    found: list[Judgement] = []
    tested: dict[str, list[Judgement]] = {}
    for rule in rules:
        judged = list(_JUDGES[type(rule)](seen, rule))
        if isinstance(rule, ExcludesTarget | Change):
            tested.setdefault(rule.tested_with, []).extend(judged)
        else:
            found += judged
    return found + [each for family in tested.values() for each in _held_in(family)]


def _held_in(family: list[Judgement]) -> Iterator[Judgement]:
    """Of what looks worse, what holds with all that was tested in mind."""
    family = sorted(family, key=lambda judged: judged.change.p_value)
    many = significance.discoveries([judged.change.p_value for judged in family])
    for place, judged in enumerate(family):
        yield replace(judged, is_firing=judged.is_firing and place < many)


def _beyond(seen: Seen, rule: Threshold) -> Iterator[Judgement]:
    metric = seen.metric(rule)
    for member, (*_, row) in seen.settled(rule):
        is_firing = row["value"] < rule.below if rule.above is None else row["value"] > rule.above
        yield Judgement(rule, member, is_firing, row, metric)


def _against_target(seen: Seen, rule: ExcludesTarget) -> Iterator[Judgement]:
    metric = seen.metric(rule)
    target = metric["target"] if rule.target is None else rule.target
    if target is None:
        raise AlertsError(f"rules › {rule.name}: {rule.metric} has no target. Write `target`.")
    for member, (*_, row) in seen.settled(rule):
        change = significance.distance(row, target)
        if change.p_value is not None:
            is_worse = _is_worse(change, metric, rule)
            yield Judgement(rule, member, is_worse, row, metric | {"target": target}, change)


def _against_the_period_before(seen: Seen, rule: Change) -> Iterator[Judgement]:
    metric = seen.metric(rule)
    for member, rows in seen.settled(rule):
        for earlier, row in list(pairwise(rows))[-1:]:
            change = significance.change(row, earlier)
            if row["period_start"] != earlier["period_end"]:
                continue
            if change.p_value is not None:
                is_worse = _is_worse(change, metric, rule)
                is_firing = is_worse and abs(change.difference) >= rule.by_at_least
                yield Judgement(rule, member, is_firing, row, metric, change)


def _is_worse(change: significance.Change, metric: dict, rule: Rule) -> bool:
    match metric["direction"]:
        case "higher_is_better":
            return change.difference < 0
        case "lower_is_better":
            return change.difference > 0
    raise AlertsError(
        f"rules › {rule.name}: {rule.metric} is neither better nor worse when it rises. Use a rule"
        " of kind threshold."
    )


def _overdue(seen: Seen, rule: Freshness) -> Iterator[Judgement]:
    for row in seen.rows("from metrics.freshness order by entity, platform_id"):
        if rule.entity in (None, row["entity"]) and row["deadline_at"] is not None:
            subject = f"{row['entity']} of {row['platform_id']}"
            yield Judgement(rule, subject, row["deadline_at"] < seen.now, row)


def _withheld(seen: Seen, rule: Withheld) -> Iterator[Judgement]:
    yield Judgement(rule, "release", seen.notice is not None, seen.notice or {})


def _turned_away(seen: Seen, rule: Quarantine) -> Iterator[Judgement]:
    newest = """
        select entity, sum(rows_read)::bigint as rows_read,
            sum(rows_quarantined)::bigint as rows_quarantined
        from (
            from release.loads
            qualify started_at::date = max(started_at::date) over (partition by entity)
        )
        group by entity having sum(rows_read) > 0 order by entity
    """
    for row in seen.rows(newest):
        if rule.entity in (None, row["entity"]):
            share = row["rows_quarantined"] / row["rows_read"]
            yield Judgement(rule, row["entity"], share > rule.above, row | {"share": share})


_JUDGES = {
    Threshold: _beyond,
    ExcludesTarget: _against_target,
    Change: _against_the_period_before,
    Freshness: _overdue,
    Quarantine: _turned_away,
    Withheld: _withheld,
}
