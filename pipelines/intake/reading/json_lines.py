"""JSON lines as the temporary view `source`: every field as text, one object a line."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.intake.problems import FileStopped, MustSplitFirst
from pipelines.intake.reading.text_files import as_utf8, compression, open_text
from pipelines.sql_text import literal

READ_OPTIONS = frozenset({"encoding"})

# One column that holds the whole line: no quotes, and a delimiter that no JSON text can hold.
LINES = (
    "read_csv({path}, {compression}, auto_detect = false, header = false, "
    "columns = {{'line': 'varchar'}}, delim = chr(1), quote = '', escape = '', nullstr = '', "
    "max_line_size = 67108864)"
)

IS_OBJECT = "if(json_valid(line), json_type(line) = 'OBJECT', false)"


@dataclass(frozen=True)
class JsonRecords:
    text: Path
    is_simulated: bool = False

    def find_originals(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill `originals` with line and text of the records numbered in `faulty`."""
        connection.execute(
            "insert into originals select file_row_number, file_row_number, line "
            "from source_lines semi join faulty using (file_row_number)"
        )


def read_json(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    options: dict,
    workspace: Path,
    *,
    split_first: bool,
) -> JsonRecords:
    """Make `source` of the file. DuckDB refuses mixed line ends: then `split_first`."""
    text = as_utf8(path, options.get("encoding", "utf-8"), workspace)
    if split_first:
        text = _with_plain_line_ends(text, workspace)
    try:
        connection.execute(
            "create temp table source_rows as from "
            + LINES.format(path=literal(str(text)), compression=compression(text))
        )
    except duckdb.InvalidInputException:
        if split_first:
            raise
        raise MustSplitFirst from None
    connection.execute(
        "create temp view source_lines as select rowid + 1 as file_row_number, line "
        "from source_rows where trim(line) <> ''"
    )
    connection.execute(
        "insert into rejected select file_row_number, line, 'json', 'no JSON object' "
        f"from source_lines where not {IS_OBJECT}"
    )
    _name_fields(connection)
    return JsonRecords(text)


def _name_fields(connection: duckdb.DuckDBPyConnection) -> None:
    keys = connection.execute(
        f"select distinct unnest(json_keys(line)) as key from source_lines where {IS_OBJECT} "
        "order by key"
    ).fetchall()
    # DuckDB's names ignore case; of two keys that differ in nothing else the first is read.
    by_lower = {key.lower(): key for (key,) in reversed(keys)}
    by_lower.pop("file_row_number", None)
    if not by_lower:
        raise FileStopped("no line holds a JSON object", remedy="Write one object a line.")
    shape = literal(json.dumps(dict.fromkeys(by_lower.values(), "VARCHAR")))
    connection.execute(
        "create temp view source as select file_row_number, unnest(fields) from (select "
        f"file_row_number, json_transform(line, {shape}) as fields from source_lines "
        f"where {IS_OBJECT})"
    )


def _with_plain_line_ends(path: Path, workspace: Path) -> Path:
    plain = workspace / "lines.txt"
    with open_text(path) as lines, plain.open("w", encoding="utf-8", newline="") as target:
        target.writelines(line.rstrip("\r\n") + "\n" for line in lines)
    return plain
