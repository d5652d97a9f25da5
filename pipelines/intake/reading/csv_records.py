"""A CSV file split into records by Python, each with its line and its text as it stands.

DuckDB reads the files; this is for what it will not say: where a record began, how it was
written, and which records of a broken file are whole.
"""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipelines.intake.reading.csv_dialect import Dialect
from pipelines.intake.reading.text_files import open_text


class Record(NamedTuple):
    number: int
    line: int
    """The first line of the record in the file; the header is a line as well."""
    text: str
    fields: list[str] | None
    """None where the record could not be split."""
    rule: str = ""
    fault: str = ""


class _Lines:
    """Lines of a file that remembers what was taken, so that some can be given back."""

    def __init__(self, lines: Iterator[str]):
        self._lines, self._given_back, self.taken = lines, deque(), []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._given_back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def records(path: Path, dialect: Dialect) -> Iterator[Record]:
    """Every record of the file below its header; blank lines are none."""
    with open_text(path) as stream:
        lines = _Lines(islice(stream, dialect.skip, None))
        reader = dialect.reader(lines)
        next(reader)
        line, number = dialect.skip + 1 + len(lines.taken), 0
        while True:
            lines.taken.clear()
            fields, rule, fault = _next_fields(reader, len(dialect.columns))
            if rule and (rule == "quotes" or _hold_a_record(dialect, lines.taken[1:])):
                # An open quote has swallowed what follows: only its first line is given up.
                lines.give_back_all_but_first()
            text = "".join(lines.taken)
            if not text:
                return
            if text.strip():
                number += 1
                yield Record(number, line, text.rstrip("\r\n"), fields, rule, fault)
            line += len(lines.taken)


def _next_fields(reader: Iterator[list[str]], expected: int) -> tuple[list[str] | None, str, str]:
    """The next record's fields, or the rule that it breaks and how."""
    try:
        fields = next(reader, [])
    except csv.Error as error:
        return None, "quotes", str(error)
    while len(fields) > expected and not fields[-1]:
        # Delimiters at the line's end are no columns, nor are they to DuckDB's reader.
        fields.pop()
    if fields and len(fields) != expected:
        return None, "columns", f"expected {expected}, found {len(fields)}"
    return fields, "", ""


def _hold_a_record(dialect: Dialect, lines: list[str]) -> bool:
    """Whether one of the lines is a record by itself, and so was swallowed by mistake."""
    return any(_next_fields(dialect.reader([line]), len(dialect.columns))[0] for line in lines)
