"""Whether a source still has the columns that it is read by."""

from collections.abc import Callable

from pipelines.contracts import Contract
from pipelines.intake.judging.casts import family
from pipelines.intake.judging.expressions import parse
from pipelines.intake.mapping import DatabaseMapping
from pipelines.intake.problems import FileStopped, nearest


def check_columns(
    part: DatabaseMapping,
    contract: Contract,
    columns: dict[str, str],
    earlier: dict[str, str] | None,
    report: Callable[[str], None],
) -> None:
    """Hold the columns against those of the reading before; new ones are told.

    Raises FileStopped where one that is read is gone, or holds another kind of values.
    """
    there = {name.lower(): sql_type for name, sql_type in columns.items()}
    if part.cursor and part.cursor.lower() not in there:
        raise FileStopped(
            f"there is no column {part.cursor!r}, the cursor",
            where=part.source,
            remedy=nearest(part.cursor, columns),
        )
    if earlier is None:
        return
    before = {name.lower(): sql_type for name, sql_type in earlier.items()}
    new = sorted(there.keys() - before.keys())
    for name in sorted(_read(part, contract) & before.keys()):
        if name not in there:
            raise FileStopped(
                f"the column {name!r} is gone",
                where=part.source,
                remedy=f"New there: {', '.join(new) or 'nothing'}. Say under `columns` in the "
                "mapping where its values are now; the source is then read from its beginning.",
            )
        if family(there[name]) != family(before[name]):
            raise FileStopped(
                f"the column {name!r} was {before[name]} and is {there[name]} now",
                where=part.source,
                remedy="Say under `columns` in the mapping how it is to be read now, as in "
                f"{name}: {name}::varchar; the source is then read from its beginning.",
            )
    if new:
        report(f"{contract.entity}: {part.source} has new columns: {', '.join(new)}")


def _read(part: DatabaseMapping, contract: Contract) -> set[str]:
    """The columns that the mapping reads, in lower case."""
    if part.columns is None:
        return {name.lower() for name in contract.column_names}
    expressions = [*part.columns.values(), *([part.where] if part.where else [])]
    return {name.lower() for sql in expressions for name in parse(sql).names}
