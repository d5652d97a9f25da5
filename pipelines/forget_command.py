"""`fairlane forget`: a person's rows out of the warehouse, for good."""

import re

import duckdb

from pipelines import clock
from pipelines.intake import forgetting
from pipelines.intake.pseudonyms import pseudonym, pseudonym_key
from pipelines.intake.raw_schema import prepare
from pipelines.intake.work_tables import transaction
from pipelines.paths import Home
from pipelines.releases import shelf


class CannotForget(Exception):
    """Nobody can be forgotten as things are."""


def forget(home: Home, kind: str, identifier: str, platform: str | None) -> str:
    """Forget a customer or rider; what was done, in lines for a terminal that never name them.

    The caller holds the writer's lock. Doing it again changes nothing.
    """
    if not home.warehouse.exists():
        raise CannotForget("There is no warehouse yet.")
    key = pseudonym_key(home.pseudonym_key)
    with duckdb.connect(home.warehouse) as connection:
        prepare(connection)
        platform = _platform(connection, platform)
        person = (kind, platform, pseudonym(key, platform, kind, identifier))
        with transaction(connection):
            connection.execute(
                "insert into raw.forgotten (select ?, ?, ?) except (from raw.forgotten)", person
            )
            if kind == "customer":
                theirs = "raw.orders where platform_id = $platform and customer_id = $person"
                forgetting.note_orders(connection, theirs, key, platform=platform, person=person[2])
            changes = forgetting.sweep(connection, key)
            changes += _blank_quarantine(connection, identifier)
            for change in changes:
                connection.execute(
                    "insert into raw.deletions values (?, ?, ?, ?, ?)",
                    [clock.now(), kind, *change],
                )
        connection.execute("checkpoint")
    return "\n".join([*_told(changes), *_left(home)])


def _platform(connection: duckdb.DuckDBPyConnection, named: str | None) -> str:
    """An identifier is one platform's: on another it may be somebody else's."""
    known = [
        platform
        for (platform,) in connection.execute(
            "select platform_id from raw.orders union select platform_id from raw.complaints "
            "union select platform_id from raw.riders union select platform_id from raw.loads "
            "where platform_id is not null order by 1"
        ).fetchall()
    ]
    if named in known or (named is None and len(known) == 1):
        return named or known[0]
    raise CannotForget(f"Name the platform with --platform: one of {', '.join(known) or 'none'}.")


def _blank_quarantine(
    connection: duckdb.DuckDBPyConnection, identifier: str
) -> list[tuple[str, str, int]]:
    """Every row whose text has the identifier as a word: rather one too many than one left."""
    word = rf"(^|[^\pL\pN]){re.escape(identifier)}($|[^\pL\pN])"
    names_them = "regexp_matches(concat_ws(' ', original_text, record, reasons), ?)"
    changes = connection.execute(
        f"select entity, '{forgetting.BLANKED}', count(*) from raw.quarantine where {names_them} "
        "group by entity order by entity",
        [word],
    ).fetchall()
    connection.execute(forgetting.BLANK + names_them, [word])
    return changes


def _told(changes: list[tuple[str, str, int]]) -> list[str]:
    if not changes:
        return ["No row names this person. A file that does will be loaded without those rows."]
    lines = [f"{entity}: {rows:,} {change.replace('_', ' ')}" for entity, change, rows in changes]
    return [*lines, "Files that hold this person will be loaded without those rows."]


def _left(home: Home) -> list[str]:
    """What this command cannot reach."""
    whole = [name for name in shelf.names(home) if not shelf.is_pruned(home, name)]
    lines = ["Run `fairlane run` now: the release that it makes holds none of them."]
    if whole:
        lines.append(
            f"Releases made before still do, in analyst.duckdb: {', '.join(whole)}. After that "
            "run, `fairlane releases prune --keep-days 0` deletes all but the newest."
        )
    lines.append("Delete the person from the platform's own files, landing/ and copies yourself.")
    return lines
