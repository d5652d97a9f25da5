"""From what a file holds to the contract's types, as SQL. A value that does not fit gives null.

DuckDB's own casts are kinder than a contract may be: they round 12.5 to 13, read 0x10 as 16 and
drop the offset of a time. So text must look like the type before it is cast.
"""

from pipelines.sql_text import literal

UTC_NAMES = ("UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu")

WHOLE = r"[+-]?[0-9]+([.]0*)?"
NUMBER = r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?"
DATE = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
LOCAL_TIME = rf"{DATE}([ T]{CLOCK})?"
INSTANT = rf"{DATE}[ T]{CLOCK} ?(Z|UTC|GMT|[+-][0-9]{{2}}(:?[0-9]{{2}})?)"

# Spreadsheets hang tabs on long numbers, and Chinese ones use wide spaces.
BLANKS = " \t\r\n\u00a0\u3000"

# What stands for "no time" in many exports: only zeros, whatever parts them.
ZEROS = r"[0:./ TZ-]+"


def is_text(sql_type: str) -> bool:
    return sql_type in ("VARCHAR", "JSON")


def given(value: str, source_type: str) -> str:
    """The value with blank text as null, and without blanks around it."""
    if not is_text(source_type):
        return value
    text = f"{value}::varchar"
    # Trimming every value would take longer than all casts: few have a blank at either end.
    ends = [
        f"{side}({text}, {literal(blank)})" for side in ("prefix", "suffix") for blank in BLANKS
    ]
    return f"nullif(if({' or '.join(ends)}, trim({text}, {literal(BLANKS)}), {text}), '')"


def cast(value: str, source_type: str, sql_type: str, zone: str) -> str:
    """SQL of the value in the contract's type, or null. `zone` is where local times are from."""
    caster = CASTS.get((family(source_type), sql_type))
    if caster:
        return caster(value, zone)
    return TEXT_CASTS[sql_type](f"{value}::varchar", zone)


def family(source_type: str) -> str:
    """What kind of values a type of DuckDB has: types of one family are read alike."""
    if source_type.startswith(("TIMESTAMP", "DATE")):
        return "instant" if source_type == "TIMESTAMP WITH TIME ZONE" else "local time"
    if source_type.startswith(("FLOAT", "DOUBLE", "DECIMAL")):
        return "fraction"
    return "whole" if source_type.removeprefix("U") in WHOLE_TYPES else "text"


WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


def _matching(value: str, pattern: str, then: str) -> str:
    return f"case when regexp_full_match({value}, {literal(pattern)}) then {then} end"


def _to_utc(local: str, zone: str) -> str:
    """A local time as UTC; the session's own zone is UTC."""
    if zone in UTC_NAMES:
        return local
    return f"timezone({literal(zone)}, {local})::timestamp"


def _text_to_timestamp(value: str, zone: str) -> str:
    local = _to_utc(f"try_cast({value} as timestamp)", zone)
    instant = (
        f"coalesce(try_cast({value} as timestamptz), "
        f"try_cast({_with_plain_offset(value)} as timestamptz))::timestamp"
    )
    return (
        f"case when regexp_full_match({value}, {literal(LOCAL_TIME)}) then {local} "
        f"when regexp_full_match({value}, {literal(INSTANT)}) then {instant} end"
    )


def _with_plain_offset(value: str) -> str:
    """`12:00 Z` and `12:00:00 +0800` as DuckDB takes them: with seconds, and no space between."""
    for pattern, replacement in (
        (" ?(Z|UTC|GMT)$", "+00"),
        ("([ T][0-9]{1,2}:[0-9]{2}) ?([+-])", r"\1:00\2"),
        (" ([+-])", r"\1"),
    ):
        value = f"regexp_replace({value}, {literal(pattern)}, {literal(replacement)})"
    return value


def _finite(value: str) -> str:
    return f"case when isfinite({value}) then {value} end"


TEXT_CASTS = {
    "varchar": lambda value, zone: value,
    "bigint": lambda value, zone: _matching(
        value, WHOLE, f"try_cast(split_part({value}, '.', 1) as bigint)"
    ),
    "double": lambda value, zone: _matching(value, NUMBER, _finite(f"try_cast({value} as double)")),
    "boolean": lambda value, zone: f"try_cast({value} as boolean)",
    "date": lambda value, zone: _matching(value, DATE, f"try_cast({value} as date)"),
    "timestamp": _text_to_timestamp,
}

CASTS = {
    ("whole", "bigint"): lambda value, zone: f"try_cast({value} as bigint)",
    ("whole", "double"): lambda value, zone: f"try_cast({value} as double)",
    ("fraction", "bigint"): lambda value, zone: (
        f"case when {value} = trunc({value}) then try_cast({value} as bigint) end"
    ),
    ("fraction", "double"): lambda value, zone: _finite(f"try_cast({value} as double)"),
    ("local time", "date"): lambda value, zone: (
        f"case when isfinite({value}) and {value} = date_trunc('day', {value}) "
        f"then {value}::date end"
    ),
    ("local time", "timestamp"): lambda value, zone: _to_utc(
        _finite(f"try_cast({value} as timestamp)"), zone
    ),
    ("instant", "timestamp"): lambda value, zone: _finite(f"{value}::timestamp"),
}
