"""The reader options a mapping may set, and what each may hold."""

import codecs
from collections.abc import Callable

from pipelines.intake.problems import nearest

Fault = str | None


def option_fault(name: str, value: object) -> Fault:
    """What is wrong with an option of a mapping, as a sentence with the remedy; None if nothing."""
    if name not in OPTIONS:
        return f"there is no option {name!r}. {nearest(name, OPTIONS)}"
    return OPTIONS[name](value)


def _one_character(value: object) -> Fault:
    if isinstance(value, str) and len(value) == 1:
        return None
    return f'{value!r} is not one character. Write one character in quotes, such as ";" or "\\t".'


def _texts(value: object) -> Fault:
    texts = value if isinstance(value, list) else [value]
    if all(isinstance(text, str) for text in texts):
        return None
    return f'{value!r} is not text. Write it in quotes, such as "NA", or a list of such texts.'


def _encoding(value: object) -> Fault:
    try:
        codecs.lookup(str(value))
    except LookupError:
        return f"there is no encoding {value!r}. {nearest(str(value), KNOWN_ENCODINGS)}"
    return None


def _count(value: object) -> Fault:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return f"{value!r} is not a number of lines. Write 0 or more."


KNOWN_ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "utf-16", "latin-1", "windows-1252")

OPTIONS: dict[str, Callable[[object], Fault]] = {
    "delim": _one_character,
    "quote": _one_character,
    "escape": _one_character,
    "nullstr": _texts,
    "encoding": _encoding,
    "skip": _count,
}
