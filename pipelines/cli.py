"""The `fairlane` command. Each subcommand says what it does and calls the part that does it."""

import logging
import sys
from datetime import datetime
from pathlib import Path

import click

from pipelines.alerts.command import alerts
from pipelines.cli_errors import told_in_a_line
from pipelines.cli_options import (
    DAY,
    FILE,
    FOLDER,
    as_of_option,
    home_option,
    inputs_option,
    mapping_option,
)
from pipelines.exit_codes import BAD_INPUT
from pipelines.paths import Home, default_home
from pipelines.releases.command import releases


def _inputs(chosen: Path | None, mapping: Path | None) -> Path:
    """The folder of the files; the home's landing folder where a mapping needs none."""
    if chosen is None and mapping is None:
        raise click.UsageError("Give --inputs, or a --mapping whose entities are in databases.")
    return (chosen or default_home().landing).resolve()


@click.group()
def main() -> None:
    """Fairlane (公道): hold a delivery platform to account with its own records."""
    progress = logging.StreamHandler(sys.stderr)
    progress.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    logging.getLogger("fairlane").addHandler(progress)
    logging.getLogger("fairlane").setLevel(logging.INFO)


@main.command()
@click.option(
    "--orders",
    default=100_000,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many orders.",
)
@click.option(
    "--days", default=30, show_default=True, type=click.IntRange(min=1), help="Over how many days."
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--truth", type=FILE, help="JSON that overrides planted effects.")
def simulate(orders: int, days: int, seed: int, out: Path, truth: Path | None) -> None:
    """Write a simulated city with planted, known effects."""
    from pipelines.simulator import TruthError, simulate

    with told_in_a_line(TruthError):
        simulate(orders, days, seed, out, truth, logging.getLogger("fairlane.simulate").info)


@main.command()
@inputs_option
@mapping_option
def check(inputs: Path | None, mapping: Path | None) -> None:
    """Say what would be rejected, and why; load nothing."""
    from pipelines.intake.check import check
    from pipelines.intake.mapping import MappingError

    with told_in_a_line(MappingError):
        report = check(_inputs(inputs, mapping), mapping)
    click.echo(report.text())
    if report.failures:
        raise SystemExit(BAD_INPUT)


@main.command()
@inputs_option
@mapping_option
@as_of_option
@home_option
def run(inputs: Path | None, mapping: Path | None, as_of: str | None, home: Home) -> None:
    """Load a folder, compute every figure, make a release."""
    from pipelines.run_command import run

    raise SystemExit(run(home, _inputs(inputs, mapping), mapping and mapping.resolve(), as_of))


@main.command()
@click.option("--from", "first", required=True, type=DAY, help="First day, such as 2026-10-01.")
@click.option("--to", "last", required=True, type=DAY, help="Last day.")
@click.option("--inputs", type=FOLDER, help="Holds a folder for each day (default: landing/).")
@mapping_option
@as_of_option
@home_option
def backfill(
    first: datetime,
    last: datetime,
    inputs: Path | None,
    mapping: Path | None,
    as_of: str | None,
    home: Home,
) -> None:
    """Load what is filed under a range of days, compute every figure, make a release."""
    from pipelines.run_command import backfill

    if last < first:
        raise click.UsageError("--to lies before --from.")
    days = (first.date(), last.date())
    given = inputs and inputs.resolve(), mapping and mapping.resolve()
    raise SystemExit(backfill(home, days, *given, as_of))


@main.command()
@click.option("--public", is_flag=True, help="The public explorer, not the staff dashboard.")
@click.option("--everything", is_flag=True, help="Staff dashboard, public site and explorer.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--address",
    help="Address to listen on, beyond this machine; staff must then sign in (SECURITY.md).",
)
@home_option
def serve(
    public: bool, everything: bool, port: int | None, address: str | None, home: Home
) -> None:
    """Serve the current release: on this machine, unless an address is given."""
    from dashboards.serve import ADDRESS, serve
    from dashboards.serve_everything import serve_everything
    from dashboards.sign_in import SignInRefused

    if everything and (public or port or address):
        raise click.UsageError("--everything goes without --public, --port and --address.")
    with told_in_a_line(SignInRefused):
        if everything:
            serve_everything(home, click.echo)
        else:
            serve(home, public=public, port=port, address=address or ADDRESS)


@main.group()
def quarantine() -> None:
    """Rows that were not accepted."""


@quarantine.command("list")
@click.option("--entity", help="Only this entity.")
@click.option("--limit", default=50, show_default=True, help="How many rows to show.")
@home_option
def quarantine_list(entity: str | None, limit: int, home: Home) -> None:
    """Show quarantined rows: file, line, reasons and the original text."""
    from pipelines.intake import quarantine

    click.echo(quarantine.listing(home, entity, limit))


@quarantine.command("retry")
@click.option("--mapping", type=FILE, help="The mapping, mended.")
@home_option
def quarantine_retry(mapping: Path | None, home: Home) -> None:
    """Judge the quarantined rows again, after a fix; load what now passes."""
    from pipelines.intake.mapping import MappingError
    from pipelines.intake.retry import CannotRetry, retry
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    with told_in_a_line(CannotWrite, CannotRetry, MappingError), hold_warehouse(home):
        click.echo(retry(home, mapping).text())


@main.command()
@click.option("--customer", metavar="ID", help="As the platform's files have it; - reads it.")
@click.option("--rider", metavar="ID", help="As the platform's files have it; - reads it.")
@click.option("--platform", help="Whose identifier it is, where there are several platforms.")
@home_option
def forget(customer: str | None, rider: str | None, platform: str | None, home: Home) -> None:
    """Delete a person's rows from the warehouse, and keep them out of it.

    With - the identifier is read from standard input, and stands in no history of commands.
    """
    from pipelines.forget_command import CannotForget, forget
    from pipelines.intake.pseudonyms import KeyRefused
    from pipelines.writer_lock import WarehouseIsHeld, hold_warehouse

    kind, given = ("customer", customer) if customer else ("rider", rider)
    identifier = sys.stdin.readline().strip() if given == "-" else given
    if not identifier or (customer and rider):
        raise click.UsageError("Name one person: --customer ID or --rider ID.")
    with told_in_a_line(WarehouseIsHeld, CannotForget, KeyRefused), hold_warehouse(home):
        click.echo(forget(home, kind, identifier, platform))


@main.group()
def weather() -> None:
    """The weather where orders were placed."""


@weather.command("fetch")
@click.option("--from", "first", type=DAY, help="First day, in UTC; with --to.")
@click.option("--to", "last", type=DAY, help="Last day, in UTC.")
@home_option
def weather_fetch(first: datetime | None, last: datetime | None, home: Home) -> None:
    """Ask Open-Meteo for the days whose orders have no weather; the next run takes it along."""
    from pipelines import clock
    from pipelines.weather.fetch import fetch
    from pipelines.weather.service import ServiceRefused, service
    from pipelines.weather.wanted import NothingLoaded
    from pipelines.writer_lock import CannotWrite

    if (first is None) != (last is None) or (first and first > last):
        raise click.UsageError("Give --from and --to together, the earlier day first.")
    days = first and (first.date(), last.date())
    with told_in_a_line(ServiceRefused, NothingLoaded, CannotWrite, OSError):
        report = fetch(home, service(), clock.now(), days)
    click.echo(report.text())
    if report.failures:
        raise SystemExit(BAD_INPUT)


main.add_command(alerts)
main.add_command(releases)


if __name__ == "__main__":
    main()
