"""Which files below the inputs a pattern means, and how a file is called in the books."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def files_below(inputs: Path, globs: Iterable[str], days: Sequence[date] | None) -> list[Path]:
    """Files in order of name. Folders named after days are looked into as well, or only these."""
    found = {
        file
        for folder in _folders(inputs, days)
        for glob in globs
        for file in folder.glob(glob)
        if file.is_file()
    }
    return sorted(found)


def _folders(inputs: Path, days: Sequence[date] | None) -> Iterator[Path]:
    if days is not None:
        yield from (inputs / day.isoformat() for day in days)
        return
    yield inputs
    yield from (folder for folder in inputs.glob("*") if DAY.fullmatch(folder.name))


def shown_name(inputs: Path, file: Path) -> str:
    """The file's name without the folders above the inputs: nothing of the machine."""
    return file.relative_to(inputs).as_posix()
