"""One check: judge the release that is served, and tell each recipient what is due."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import duckdb

from pipelines import clock
from pipelines.alerts import state
from pipelines.alerts.judging import Judgement, Seen, judge
from pipelines.alerts.messages import message
from pipelines.alerts.rule_file import AlertFile, AlertsError
from pipelines.alerts.sending import NotSent, address_faults, send
from pipelines.paths import Home
from pipelines.releases import shelf
from pipelines.releases.manifest import read_manifest


@dataclass
class Outcome:
    """What a check told."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    """Recipient, title and text of each message that arrived."""
    failures: list[str] = field(default_factory=list)


@contextmanager
def opened_release(home: Home) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict | None]]:
    """The release that is served, as a manager sees it, and the notice of its manifest. Raises
    AlertsError before the first."""
    current = shelf.current(home)
    if current is None:
        raise AlertsError("There is no release yet to look at. `fairlane run` makes the first.")
    folder = home.releases / current
    with duckdb.connect(folder / "manager.duckdb", read_only=True) as release:
        yield release, read_manifest(folder).get("notice")


def look(home: Home, alerts: AlertFile, now: datetime | None = None) -> list[Judgement]:
    """What the rules find in the release that is served, telling nobody. Raises AlertsError."""
    with opened_release(home) as (release, notice):
        return judge(Seen(release, notice, now or clock.now()), list(alerts.rules))


def tell(home: Home, alerts: AlertFile, now: datetime | None = None) -> Outcome:
    """Look, and send what is due; what does not arrive is due again at the next check.

    An address that cannot be used is a failure of each check, and keeps nobody else from being
    told. Raises AlertsError where the rules cannot be judged.
    """
    now = now or clock.now()
    judged = look(home, alerts, now)
    unusable = address_faults(alerts)
    outcome = Outcome(failures=list(unusable.values()))
    with state.opened(home.alerts) as told:
        state.forget_others(told, alerts)
        due = state.due(told, alerts, judged, now)
        due = [each for each in due if each.recipient not in unusable]
        due.sort(key=_message_of)
        for (recipient, _), together in groupby(due, key=_message_of):
            group = list(together)
            title, text = message(group, alerts.recipients[recipient].language)
            try:
                send(alerts, recipient, title, text)
            except NotSent as error:
                outcome.failures.append(str(error))
                continue
            state.keep(told, group, now)
            outcome.sent.append((recipient, title, text))
    return outcome


def _message_of(each: state.Due) -> tuple[str, str]:
    return each.recipient, each.judged.rule.group
