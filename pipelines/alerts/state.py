"""What has been told to whom: one row for each alert and recipient, from firing until it is over.

What is due is worked out anew at each check. A row changes once its message has gone: whoever is
killed between the two tells a second time, and never not at all.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pipelines.alerts.judging import Judgement
from pipelines.alerts.rule_file import AlertFile, QuietHours, Recipient

_TABLE = """
create table if not exists told (
    rule text, subject text, recipient text, fired_at text, told_at text,
    primary key (rule, subject, recipient)
)
"""


class News(StrEnum):
    """In the order in which a message tells them."""

    FIRES = "fires"
    LASTS = "lasts"
    OVER = "over"


@dataclass(frozen=True)
class Due:
    """Something to tell a recipient."""

    news: News
    judged: Judgement
    recipient: str
    since: datetime


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The state, made where there is none."""
    connection = sqlite3.connect(file, timeout=30)
    try:
        connection.execute(_TABLE)
        yield connection
    finally:
        connection.close()


def due(
    state: sqlite3.Connection, alerts: AlertFile, judged: list[Judgement], now: datetime
) -> list[Due]:
    """What is to be told now, UTC without an offset. In quiet hours only what is critical is; the
    rest comes with the first check after them, if it still holds then."""
    told = {
        (rule, subject, recipient): (datetime.fromisoformat(fired), datetime.fromisoformat(at))
        for rule, subject, recipient, fired, at in state.execute("select * from told")
    }
    found = []
    for each in judged:
        for name in each.rule.to:
            recipient = alerts.recipients[name]
            if each.rule.severity != "critical" and is_quiet(recipient.quiet, now):
                continue
            known = told.get((each.rule.name, each.subject, name))
            if news := _news(each.is_firing, known, recipient, now):
                found.append(Due(news, each, name, known[0] if known else now))
    return found


def _news(
    is_firing: bool,
    known: tuple[datetime, datetime] | None,
    recipient: Recipient,
    now: datetime,
) -> News | None:
    if known is None:
        return News.FIRES if is_firing else None
    if not is_firing:
        return News.OVER
    is_long_ago = now - known[1] >= timedelta(hours=recipient.remind_after_hours)
    return News.LASTS if is_long_ago else None


def keep(state: sqlite3.Connection, told: list[Due], now: datetime) -> None:
    """Note that these have been told, all or none."""
    with state:
        for each in told:
            key = (each.judged.rule.name, each.judged.subject, each.recipient)
            if each.news == News.OVER:
                state.execute(
                    "delete from told where rule = ? and subject = ? and recipient = ?", key
                )
            else:
                row = (*key, each.since.isoformat(), now.isoformat())
                state.execute("insert or replace into told values (?, ?, ?, ?, ?)", row)


def forget_others(state: sqlite3.Connection, alerts: AlertFile) -> None:
    """Drop what rules or recipients that the file no longer holds have left behind."""
    kept = {(rule.name, name) for rule in alerts.rules for name in rule.to}
    known = set(state.execute("select distinct rule, recipient from told").fetchall())
    with state:
        state.executemany("delete from told where rule = ? and recipient = ?", known - kept)


def is_quiet(hours: QuietHours | None, now: datetime) -> bool:
    """Whether a recipient is not to be disturbed; the last minute of the hours is not one."""
    if hours is None:
        return False
    local = now.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(hours.timezone)).time()
    if hours.since <= hours.until:
        return hours.since <= local < hours.until
    return local >= hours.since or local < hours.until
