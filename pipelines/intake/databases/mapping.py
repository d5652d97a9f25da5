"""What a mapping says of an entity that comes from a database, checked before any connection."""

import re
from datetime import timedelta
from decimal import Decimal

from pipelines.intake.problems import MappingError

KEYS = ("database", "table", "query", "cursor", "overlap", "snapshot")
VARIABLE = r"[A-Z_][A-Z0-9_]*"
NAME = r"[^\s.;'\"`]+"
OVERLAP = re.compile(r"(\d+) (second|minute|hour|day)s?")


def check_database_part(part: dict, place: dict) -> None:
    """Check the keys of one part, `columns` and `where` aside. Raises MappingError."""
    for key in ("files", "options"):
        if key in part:
            _refuse("a database has no files", place, key, f"Leave {key!r} or 'database' out.")
    variable = part.get("database")
    if not isinstance(variable, str) or not re.fullmatch(VARIABLE, variable):
        # What stands here by mistake may be the address itself: it is not repeated.
        remedy = "Write the name alone, such as ORDERS_DATABASE, and set it to the address."
        _refuse("this is not the name of an environment variable", place, "database", remedy)
    _check_rows(part, place)
    _check_way(part, place)


def _check_rows(part: dict, place: dict) -> None:
    if ("table" in part) == ("query" in part):
        _refuse("name what to read", place, "table", "Write either `table:` or `query:`.")
    table, query = part.get("table"), part.get("query")
    if "table" in part and not (
        isinstance(table, str) and re.fullmatch(rf"{NAME}([.]{NAME})?", table)
    ):
        remedy = "Write it as orders or sales.orders, without quotes."
        _refuse(f"{table!r} is not the name of a table", place, "table", remedy)
    if "query" in part and not (
        isinstance(query, str) and re.match(r"(select|with)\b", query.strip(), re.IGNORECASE)
    ):
        _refuse("not a query", place, "query", "Write one that begins with select or with.")


def _check_way(part: dict, place: dict) -> None:
    if ("cursor" in part) == (part.get("snapshot") is True):
        remedy = "Write either `cursor:`, a column that grows, or `snapshot: true`."
        _refuse("say how new rows are found", place, "cursor", remedy)
    if "cursor" in part and not re.fullmatch(NAME, str(part["cursor"])):
        remedy = "Write the name of a column, such as updated_at."
        _refuse(f"{part['cursor']!r} is not the name of a column", place, "cursor", remedy)
    if "overlap" in part:
        if "cursor" not in part:
            _refuse("a snapshot has no overlap", place, "overlap", "Leave it out.")
        try:
            overlap_of(part["overlap"])
        except ValueError as error:
            remedy = "Write 30 minutes, 2 hours, 1 day, or a number for a cursor that is one."
            _refuse(str(error), place, "overlap", remedy)


def overlap_of(value: object) -> timedelta | Decimal:
    """How far before the last cursor a reading begins. Raises ValueError."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Decimal(value)
    span = OVERLAP.fullmatch(str(value))
    if not span:
        raise ValueError(f"{value!r} is not a span")
    return timedelta(**{f"{span[2]}s": int(span[1])})


def _refuse(what: str, place: dict, key: str, remedy: str) -> None:
    raise MappingError(what, **place | {"key": key}, remedy=remedy)
