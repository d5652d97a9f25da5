"""Reading a mapping's YAML: every fault is found here, before any file of the platform is read."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zoneinfo import available_timezones

from pipelines.contracts import Contract, contracts
from pipelines.intake.databases.mapping import KEYS as DATABASE_KEYS
from pipelines.intake.databases.mapping import check_database_part
from pipelines.intake.judging.expressions import ExpressionError, parse
from pipelines.intake.problems import MappingError, nearest
from pipelines.intake.reading.options import option_fault
from pipelines.yaml_file import CannotRead, read_yaml

TOP_KEYS = ("platform", "timezone", "source_timezone", "entities")
ENTITY_KEYS = ("files", "options", "where", "columns", *DATABASE_KEYS)


def read_mapping_file(path: Path) -> dict:
    """The document: parts and files as lists, expressions as text. Raises MappingError."""
    document = _parsed(path)
    place = {"file": path.name}
    _must_be_table(document, place, "Write `entities:` with one entry per entity.")
    _must_know(document, TOP_KEYS, "key", place)
    for key in ("timezone", "source_timezone"):
        _check_timezone(document, key, place)
    entities = document.get("entities")
    _must_be_table(entities, place | {"key": "entities"}, "Name at least one entity.")
    _must_know(entities, contracts(), "entity", place)
    for entity, entry in entities.items():
        # An empty list declares as little as an empty table does.
        entities[entity] = parts = entry if isinstance(entry, list) and entry else [entry]
        for part in parts:
            _check_part(part, contracts()[entity], place | {"entity": entity})
    return document


def _parsed(path: Path) -> object:
    try:
        return read_yaml(path, "the path of a mapping file")
    except CannotRead as error:
        raise MappingError(error.what, file=path.name, remedy=error.remedy) from None


def _check_part(part: object, contract: Contract, place: dict) -> None:
    _must_be_table(part, place, "Write `files:` and `columns:` below it.")
    _must_know(part, ENTITY_KEYS, "key", place)
    if "database" in part:
        check_database_part(part, place)
    else:
        for key in set(part) & set(DATABASE_KEYS):
            remedy = "Write `database: VARIABLE_NAME` beside it."
            raise MappingError("no database is named", **place, key=key, remedy=remedy)
        part["files"] = _globs(part.get("files"), place | {"key": "files"})
    if part.get("options") is not None:
        _must_be_table(part["options"], place | {"key": "options"}, "Leave it out, or set one.")
    for name, value in (part.get("options") or {}).items():
        if fault := option_fault(name, value):
            what, remedy = fault.split(". ", 1)
            raise MappingError(what, **place, key=f"options.{name}", remedy=remedy)
    if part.get("where") is not None:
        part["where"] = _expression(part["where"], place | {"key": "where"})
    if part.get("columns") is not None:
        _must_be_table(part["columns"], place | {"key": "columns"}, "Name at least one column.")
        _must_know(part["columns"], contract.column_names, "column", place)
        part["columns"] = {
            column: _expression(value, place | {"key": f"columns.{column}"})
            for column, value in part["columns"].items()
        }


def _globs(files: object, place: dict) -> list[str]:
    globs = [files] if isinstance(files, str) else files
    if not isinstance(globs, list) or not globs or not all(isinstance(g, str) for g in globs):
        remedy = "Write a file name or a pattern such as orders-*.csv, below --inputs."
        raise MappingError("no file named", **place, remedy=remedy)
    for glob in globs:
        if PurePosixPath(glob).is_absolute() or ".." in PurePosixPath(glob).parts:
            remedy = "Write the path from the --inputs folder."
            raise MappingError(f"{glob!r} leads out of the inputs", **place, remedy=remedy)
    return globs


def _expression(value: object, place: dict) -> str:
    """The expression as text; YAML's own true and 1 are the SQL of the same spelling."""
    if value is None or isinstance(value, list | dict):
        remedy = "Write an expression over the file's columns, in quotes."
        raise MappingError(f"{value!r} is not an SQL expression", **place, remedy=remedy)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    try:
        parse(text)
    except ExpressionError as error:
        remedy = "Write one SQL expression over the file's columns."
        raise MappingError(str(error), **place, remedy=remedy) from None
    return text


def _check_timezone(document: dict, key: str, place: dict) -> None:
    zone = document.get(key, "UTC")
    if zone not in available_timezones():
        remedy = nearest(str(zone), available_timezones())
        if remedy.startswith("There are"):
            remedy = "Write an IANA name such as Asia/Shanghai."
        raise MappingError(f"there is no time zone {zone!r}", **place, key=key, remedy=remedy)


def _must_be_table(value: object, place: dict, remedy: str) -> None:
    if not isinstance(value, dict) or not value:
        raise MappingError("nothing is declared", **place, remedy=remedy)


def _must_know(table: dict, known: Iterable[str], kind: str, place: dict) -> None:
    for name in table:
        if name not in known:
            raise MappingError(
                f"there is no {kind} {name!r}",
                **({"key": str(name)} | place),
                remedy=nearest(str(name), known),
            )
