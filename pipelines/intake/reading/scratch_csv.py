"""CSV files of our own, on the way from Python to DuckDB: written so that nothing is ambiguous."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipelines.sql_text import literal


@contextmanager
def writing(path: Path) -> Iterator[Callable[[Sequence[object]], object]]:
    """A function that writes one row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        yield csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow


def reading(path: Path, columns: dict[str, str], nulls: Sequence[str] = ()) -> str:
    """The rows as a relation of SQL; blank text is null."""
    types = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items())
    texts = ", ".join(literal(text) for text in ("", *nulls))
    # Declared, or DuckDB takes a line end inside quotes for that of the file.
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = false, delim = ',', "
        f"quote = '\"', escape = '\"', new_line = '\\n', nullstr = [{texts}], "
        f"columns = {{{types}}})"
    )
