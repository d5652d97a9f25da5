"""How a CSV file is written: delimiter, quotes, header."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pipelines.intake.problems import FileStopped
from pipelines.intake.reading.text_files import open_text
from pipelines.sql_text import literal

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quote: str
    escape: str
    skip: int
    """Lines above the header."""
    nulls: tuple[str, ...]
    columns: tuple[str, ...]

    def reader(self, lines: object) -> object:
        """Python's reader of this dialect."""
        is_doubled = self.escape == self.quote
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=is_doubled,
            escapechar=None if is_doubled else self.escape,
            # DuckDB's reader takes a quote after a space as one, too.
            skipinitialspace=True,
            strict=True,
        )

    def duckdb_options(self) -> str:
        """The same for DuckDB's reader; nothing is guessed."""
        columns = ", ".join(f"{literal(name)}: 'varchar'" for name in self.columns)
        nulls = ", ".join(literal(text) for text in ("", *self.nulls))
        return (
            f"auto_detect = false, header = true, skip = {self.skip}, columns = {{{columns}}}, "
            f"delim = {literal(self.delimiter)}, quote = {literal(self.quote)}, "
            f"escape = {literal(self.escape)}, nullstr = [{nulls}]"
        )


def read_dialect(path: Path, options: dict) -> Dialect:
    """The dialect of a UTF-8 file: as declared, else the delimiter that splits its header most."""
    quote = options.get("quote", '"')
    nulls = options.get("nullstr", ())
    declared = options.get("delim")
    candidates = [
        Dialect(
            delimiter=delimiter,
            quote=quote,
            escape=options.get("escape", quote),
            skip=options.get("skip", 0),
            nulls=(nulls,) if isinstance(nulls, str) else tuple(nulls),
            columns=(),
        )
        for delimiter in ([declared] if declared else DELIMITERS)
    ]
    headers = [_header(path, dialect) for dialect in candidates]
    most = max(range(len(candidates)), key=lambda index: len(headers[index]))
    if not headers[most]:
        raise FileStopped(
            "no header could be read",
            where=f"line {candidates[0].skip + 1}",
            remedy="The first line must name the columns; see `skip` and `quote` of options.",
        )
    return replace(candidates[most], columns=distinct_names(headers[most]))


def _header(path: Path, dialect: Dialect) -> list[str]:
    """The names in the first line; none where the line is not of this dialect."""
    with open_text(path) as lines:
        try:
            return next(dialect.reader(islice(lines, dialect.skip, None)), [])
        except csv.Error:
            return []


def distinct_names(names: Sequence[str]) -> tuple[str, ...]:
    """Column names as the file gives them; a second of the same name gets a number."""
    # DuckDB's names ignore case; file_row_number is the reader's own.
    taken, distinct = {"file_row_number"}, []
    for place, raw in enumerate(names, start=1):
        name = base = raw.strip() or f"column_{place}"
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{base}_{count}"
        taken.add(name.lower())
        distinct.append(name)
    return tuple(distinct)
