"""How a file of rules would have done: each past day judged by what was settled on it.

The figures are those of the release that is served, so corrections that came later are in them.
Only rules over figures can be replayed: of freshness, loads and notices no release keeps the past.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from pipelines.alerts.check import opened_release
from pipelines.alerts.judging import Judgement, Seen, judge
from pipelines.alerts.rule_file import AlertFile, Change, ExcludesTarget, Rule, Threshold
from pipelines.dbt_vars import dbt_vars
from pipelines.paths import Home

_INCIDENTS = """
select region_id, business_date from marts.fct_incidents
where severity <= ? and business_date between ? and ? order by all
"""


@dataclass
class Record:
    """What became of one rule."""

    rule: Rule
    weeks: float
    firings: list[Judgement] = field(default_factory=list)
    """One for each time that it began to fire."""
    firings_with_an_incident: int = 0
    incidents: int = 0
    """Those in the periods that it judged, where it looked."""
    incidents_found: int = 0

    @property
    def firings_a_week(self) -> float:
        return len(self.firings) / self.weeks

    @property
    def precision(self) -> float | None:
        """Share of firings about a period with an incident; None without a firing."""
        return self.firings_with_an_incident / len(self.firings) if self.firings else None

    @property
    def recall(self) -> float | None:
        """Share of incidents that lie in a period it fired about; None without an incident."""
        return self.incidents_found / self.incidents if self.incidents else None


def replay(home: Home, alerts: AlertFile, days: int) -> list[Record]:
    """A record for each rule over figures, of so many days up to the last that the release has.

    Raises AlertsError like a check.
    """
    rules = [rule for rule in alerts.rules if isinstance(rule, Threshold | ExcludesTarget | Change)]
    records = {rule.name: Record(rule, days / 7) for rule in rules}
    judged: dict[str, dict[tuple[str, date], Judgement]] = {rule.name: {} for rule in rules}
    with opened_release(home) as (release, notice):
        (last,) = release.execute("select last_date from release.info").fetchone()
        first = last - timedelta(days=days - 1)
        was_firing: set[tuple[str, str]] = set()
        for day in (first + timedelta(days=number) for number in range(days)):
            for each in judge(Seen(release, notice, known_by=day), rules):
                key = (each.rule.name, each.subject)
                judged[each.rule.name][each.subject, each.row["period_start"]] = each
                if each.is_firing and key not in was_firing:
                    records[each.rule.name].firings.append(each)
                (was_firing.add if each.is_firing else was_firing.discard)(key)
        # The severity up to which an incident delays orders.
        severity = dbt_vars()["delaying_severity_up_to"]
        for name, record in records.items():
            _hold_against_incidents(release, record, list(judged[name].values()), severity)
    return list(records.values())


def _hold_against_incidents(
    release: duckdb.DuckDBPyConnection, record: Record, judged: list[Judgement], severity: int
) -> None:
    if not judged:
        return
    since = min(each.row["period_start"] for each in judged)
    until = max(each.row["period_end"] for each in judged)
    known = release.execute(_INCIDENTS, [severity, since, until]).fetchall()
    record.incidents = sum(_is_in_one(incident, judged) for incident in known)
    firing = [each for each in judged if each.is_firing]
    record.incidents_found = sum(_is_in_one(incident, firing) for incident in known)
    record.firings_with_an_incident = sum(
        any(_is_in_one(incident, [each]) for incident in known) for each in record.firings
    )


def _is_in_one(incident: tuple[str | None, date], judged: Iterable[Judgement]) -> bool:
    """Whether an incident falls into the period of one of these, and into its region; one of no
    region is one of each."""
    region, day = incident
    return any(
        each.row["period_start"] <= day < each.row["period_end"]
        and (each.rule.cut != "region" or region in (None, each.subject))
        for each in judged
    )
