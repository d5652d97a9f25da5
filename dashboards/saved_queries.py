"""Statements that analysts keep for each other: a plain .sql file each, in the home.

Plain files, since `duckdb analyst.duckdb < file.sql`, git and any editor read them too.
"""

import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from dashboards.queries.statement_check import LENGTH_LIMIT
from pipelines.paths import default_home

# Letters and digits of any script, spaces and hyphens between them: no path, no hidden file.
NAME = re.compile(r"\w(?:[\w \-]{0,58}\w)?")
MOST = 200


class NotSavedError(Exception):
    """Why a statement is not kept: the key of a text."""


def names() -> list[str]:
    folder = default_home().saved_queries
    return sorted(file.stem for file in folder.glob("*.sql") if NAME.fullmatch(file.stem))


def statement(name: str) -> str:
    """Empty where another reader has removed it meanwhile."""
    file = _file(name)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def save(name: str, sql: str) -> None:
    """Raises NotSavedError. A name that is taken stays as it is: without accounts, nobody's
    statement is another's to change."""
    file = _file(name)
    if file.exists():
        raise NotSavedError("not_saved_taken")
    if len(sql) > LENGTH_LIMIT or len(names()) >= MOST:
        raise NotSavedError("not_saved_full")
    try:
        _write(file, sql)
    except OSError as error:
        raise NotSavedError("not_saved_taken" if file.exists() else "not_saved_folder") from error


def remove(name: str) -> None:
    _file(name).unlink(missing_ok=True)


def _file(name: str) -> Path:
    # File names have a limit in bytes, of which a Chinese character takes three.
    if not NAME.fullmatch(name) or len(name.encode()) > 200:
        raise NotSavedError("not_saved_name")
    return default_home().saved_queries / f"{name}.sql"


def _write(file: Path, sql: str) -> None:
    """Whole or not at all; of two readers with one name, the second is told."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, suffix=".draft", encoding="utf-8") as draft:
        draft.write(sql.strip() + "\n")
        draft.flush()
        os.link(draft.name, file)
