"""`fairlane run` and `fairlane backfill`: the job, then what a person wants to know of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
import duckdb

from pipelines.days import days_between
from pipelines.exit_codes import BAD_INPUT, DONE, WITHHELD
from pipelines.intake.mapping import MappingError, mapping_of_landed, source_of
from pipelines.intake.report import COUNTS
from pipelines.paths import Home
from pipelines.releases import notice, shelf
from pipelines.remedies import remedy
from pipelines.writer_lock import CannotWrite, hold_warehouse

if TYPE_CHECKING:
    from pipelines.defs.operate.run_here import Outcome

# A file that stopped is the platform's to mend; any other failed check withholds the release.
_INPUT_CHECKS = {"files_are_readable"}


def backfill(
    home: Home,
    days: tuple[date, date],
    inputs: Path | None,
    mapping: Path | None,
    as_of: str | None,
) -> int:
    """Run what is filed under the days from the first to the last, as `run` does; without inputs,
    of what has landed."""
    mapping = mapping or mapping_of_landed(home, inputs)
    return run(home, inputs or home.landing, mapping, as_of, days)


def run(
    home: Home,
    inputs: Path,
    mapping: Path | None,
    as_of: str | None,
    days: tuple[date, date] | None = None,
) -> int:
    """Run the job in this process and print what came of it; returns the exit code."""
    try:
        _refuse_nothing(inputs, mapping, days)
        with hold_warehouse(home):
            known = _loads(home)
    except (MappingError, CannotWrite) as error:
        click.echo(f"Error: {error}", err=True)
        return BAD_INPUT
    # Dagster takes seconds to import: a mapping with a fault is answered before that.
    from pipelines.defs.operate.run_here import run_here
    from pipelines.defs.partitions import NoSuchDay

    before = shelf.current(home)
    try:
        outcome = run_here(home, inputs, mapping, as_of, days)
    except NoSuchDay as error:
        click.echo(f"Error: {error}", err=True)
        return BAD_INPUT
    _print_loads(_loads(home)[len(known) :])
    if outcome.succeeded:
        click.echo(f"Release {shelf.current(home)} is current: {home.current_release.resolve()}")
        return DONE
    for asset, check, detail in outcome.failed_checks:
        click.echo(f"Failed: {asset}: {check.replace('_', ' ')}: {detail}", err=True)
    for error in outcome.errors:
        click.echo(" ".join(filter(None, (f"Error: {error}", remedy(error)))), err=True)
    if "few_rows_are_quarantined" in {check for _, check, _ in outcome.failed_checks}:
        click.echo("`fairlane quarantine list` shows these rows and why.", err=True)
    click.echo(f"No release was made; {_told(home, before, outcome)}.", err=True)
    bad_input = {check for _, check, _ in outcome.failed_checks} & _INPUT_CHECKS
    return BAD_INPUT if bad_input or not outcome.failed_checks else WITHHELD


def _refuse_nothing(inputs: Path, mapping: Path | None, days: tuple[date, date] | None) -> None:
    """Raises MappingError where there is nothing to load."""
    if days is None:
        source_of(inputs, mapping)
        return
    first, last = days
    if not source_of(inputs, mapping, days_between(first, last)).has_files():
        raise MappingError(
            f"no file is filed under a day from {first} to {last}",
            file=inputs.name,
            remedy=f"Put them into folders named after their days, such as {first}/orders.csv.",
        )


def _told(home: Home, before: str | None, outcome: "Outcome") -> str:
    """What readers get now: a notice that this run's release was withheld."""
    from dashboards import public_site

    if before is None:
        return "there is no release yet, and nobody to tell"
    reasons = [(asset, check) for asset, check, _ in outcome.failed_checks]
    try:
        with hold_warehouse(home):
            if shelf.current(home) != before:
                return f"another run has made release {shelf.current(home)} meanwhile"
            name = notice.tell_withheld(home, reasons or [notice.RUN_FAILED], public_site.build)
    except (CannotWrite, OSError, duckdb.Error) as error:
        return f"release {before} is still served, and no notice could be published: {error}"
    told = f"notice {name} says so" if name else "its notice says so already"
    return f"release {before} is still served, and {told}"


def _loads(home: Home) -> list[tuple]:
    """The load ledger: load_id, entity, file and the counts of COUNTS."""
    if not home.warehouse.exists():
        return []
    counts = ", ".join(f"rows_{count}" for count in COUNTS)
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        try:
            return connection.execute(
                f"select load_id, entity, file_name, {counts} from raw.loads order by load_id"
            ).fetchall()
        except duckdb.CatalogException:
            # A run that was killed at its very start leaves a file without tables.
            return []


def _print_loads(loads: list[tuple]) -> None:
    if not loads:
        click.echo("No new file: nothing was loaded.")
        return
    click.echo(f"{'entity':<16}{'file':<32}" + "".join(f"{count:>12}" for count in COUNTS))
    for _, entity, file_name, *counts in loads:
        click.echo(f"{entity:<16}{file_name:<32}" + "".join(f"{count:>12,}" for count in counts))
