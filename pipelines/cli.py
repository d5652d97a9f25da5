"""The `fairlane` command. Each subcommand says what it does and calls the part that does it."""

import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines.exit_codes import BAD_INPUT
from pipelines.paths import Home, default_home

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_day = click.DateTime(["%Y-%m-%d"])


def _home_option(command: click.Command) -> click.Command:
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder that holds everything generated (default: FAIRLANE_HOME or data/home).",
    )(command)


_inputs_option = click.option(
    "--inputs",
    type=_folder,
    help="Folder of the platform's files; not needed where a mapping names databases alone.",
)


def _inputs(chosen: Path | None, mapping: Path | None) -> Path:
    """The folder of the files; the home's landing folder where a mapping needs none."""
    if chosen is None and mapping is None:
        raise click.UsageError("Give --inputs, or a --mapping whose entities are in databases.")
    return (chosen or default_home().landing).resolve()


def _instant(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    try:
        return text and datetime.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no instant like 2026-10-31T16:00:00Z.") from None


_mapping_option = click.option(
    "--mapping", type=_file, help="How its columns become the contract's."
)
_as_of_option = click.option(
    "--as-of",
    callback=_instant,
    help="Cut-off, ISO 8601; UTC without an offset (default: the newest instant in the data).",
)


def _home(chosen: Path | None) -> Home:
    """The home; named in the environment too, where dbt, Dagster and Streamlit look for it."""
    home = Home(chosen.resolve()) if chosen else default_home()
    os.environ["FAIRLANE_HOME"] = str(home.root)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return home


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
@click.option("--truth", type=_file, help="JSON that overrides planted effects.")
def simulate(orders: int, days: int, seed: int, out: Path, truth: Path | None) -> None:
    """Write a simulated city with planted, known effects."""
    from pipelines.simulator import TruthError, simulate

    try:
        simulate(orders, days, seed, out, truth, logging.getLogger("fairlane.simulate").info)
    except TruthError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@_inputs_option
@_mapping_option
def check(inputs: Path | None, mapping: Path | None) -> None:
    """Say what would be rejected, and why; load nothing."""
    from pipelines.intake.check import check
    from pipelines.intake.mapping import MappingError

    try:
        report = check(_inputs(inputs, mapping), mapping)
    except MappingError as error:
        raise click.ClickException(str(error)) from None
    click.echo(report.text())
    if report.failures:
        raise SystemExit(BAD_INPUT)


@main.command()
@_inputs_option
@_mapping_option
@_as_of_option
@_home_option
def run(inputs: Path | None, mapping: Path | None, as_of: str | None, home: Path | None) -> None:
    """Load a folder, compute every figure, make a release."""
    from pipelines.run_command import run

    place = _home(home)
    raise SystemExit(run(place, _inputs(inputs, mapping), mapping and mapping.resolve(), as_of))


@main.command()
@click.option("--from", "first", required=True, type=_day, help="First day, such as 2026-10-01.")
@click.option("--to", "last", required=True, type=_day, help="Last day.")
@click.option("--inputs", type=_folder, help="Holds a folder for each day (default: landing/).")
@_mapping_option
@_as_of_option
@_home_option
def backfill(
    first: datetime,
    last: datetime,
    inputs: Path | None,
    mapping: Path | None,
    as_of: str | None,
    home: Path | None,
) -> None:
    """Load what is filed under a range of days, compute every figure, make a release."""
    from pipelines.run_command import backfill

    if last < first:
        raise click.UsageError("--to lies before --from.")
    days = (first.date(), last.date())
    given = inputs and inputs.resolve(), mapping and mapping.resolve()
    raise SystemExit(backfill(_home(home), days, *given, as_of))


@main.command()
@click.option("--public", is_flag=True, help="The public explorer, not the staff dashboard.")
@click.option("--everything", is_flag=True, help="Staff dashboard, public site and explorer.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--address",
    help="Address to listen on, beyond this machine; staff must then sign in (SECURITY.md).",
)
@_home_option
def serve(
    public: bool, everything: bool, port: int | None, address: str | None, home: Path | None
) -> None:
    """Serve the current release: on this machine, unless an address is given."""
    from dashboards.serve import ADDRESS, serve
    from dashboards.serve_everything import serve_everything
    from dashboards.sign_in import SignInRefused

    if everything and (public or port or address):
        raise click.UsageError("--everything goes without --public, --port and --address.")
    try:
        if everything:
            serve_everything(_home(home), click.echo)
        else:
            serve(_home(home), public=public, port=port, address=address or ADDRESS)
    except SignInRefused as refusal:
        raise click.ClickException(str(refusal)) from None


@main.group()
def quarantine() -> None:
    """Rows that were not accepted."""


@quarantine.command("list")
@click.option("--entity", help="Only this entity.")
@click.option("--limit", default=50, show_default=True, help="How many rows to show.")
@_home_option
def quarantine_list(entity: str | None, limit: int, home: Path | None) -> None:
    """Show quarantined rows: file, line, reasons and the original text."""
    from pipelines.intake import quarantine

    click.echo(quarantine.listing(_home(home), entity, limit))


@quarantine.command("retry")
@click.option("--mapping", type=_file, help="The mapping, mended.")
@_home_option
def quarantine_retry(mapping: Path | None, home: Path | None) -> None:
    """Judge the quarantined rows again, after a fix; load what now passes."""
    from pipelines.intake.mapping import MappingError
    from pipelines.intake.retry import CannotRetry, retry
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    place = _home(home)
    try:
        with hold_warehouse(place):
            click.echo(retry(place, mapping).text())
    except (CannotWrite, CannotRetry, MappingError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--customer", metavar="ID", help="As the platform's files have it; - reads it.")
@click.option("--rider", metavar="ID", help="As the platform's files have it; - reads it.")
@click.option("--platform", help="Whose identifier it is, where there are several platforms.")
@_home_option
def forget(
    customer: str | None, rider: str | None, platform: str | None, home: Path | None
) -> None:
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
    place = _home(home)
    try:
        with hold_warehouse(place):
            click.echo(forget(place, kind, identifier, platform))
    except (WarehouseIsHeld, CannotForget, KeyRefused) as error:
        raise click.ClickException(str(error)) from None


@main.group()
def weather() -> None:
    """The weather where orders were placed."""


@weather.command("fetch")
@click.option("--from", "first", type=_day, help="First day, in UTC; with --to.")
@click.option("--to", "last", type=_day, help="Last day, in UTC.")
@_home_option
def weather_fetch(first: datetime | None, last: datetime | None, home: Path | None) -> None:
    """Ask Open-Meteo for the days whose orders have no weather; the next run takes it along."""
    from pipelines.weather.fetch import fetch
    from pipelines.weather.service import ServiceRefused, service
    from pipelines.weather.wanted import NothingLoaded
    from pipelines.writer_lock import CannotWrite

    if (first is None) != (last is None) or (first and first > last):
        raise click.UsageError("Give --from and --to together, the earlier day first.")
    days = first and (first.date(), last.date())
    try:
        report = fetch(_home(home), service(), datetime.now(UTC).replace(tzinfo=None), days)
    except (ServiceRefused, NothingLoaded, CannotWrite, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(report.text())
    if report.failures:
        raise SystemExit(BAD_INPUT)


@main.group()
def alerts() -> None:
    """Rules over the figures, told to whom they concern."""


_alert_file = click.argument("file", type=_file, required=False)


@alerts.command("check")
@_alert_file
@_home_option
def alerts_check(file: Path | None, home: Path | None) -> None:
    """Say what the rules of FILE (the home's alerts.yml) find in the release; send nothing."""
    from pipelines.alerts.command import check

    check(_home(home), file)


@alerts.command("send")
@_alert_file
@_home_option
def alerts_send(file: Path | None, home: Path | None) -> None:
    """Send what is due by FILE (the home's alerts.yml): an alert, its reminders, its end."""
    from pipelines.alerts.command import send

    send(_home(home), file)


@alerts.command("replay")
@_alert_file
@click.option("--days", type=click.IntRange(min=1), default=90, show_default=True)
@_home_option
def alerts_replay(file: Path | None, days: int, home: Path | None) -> None:
    """Say how often the rules of FILE (the home's alerts.yml) would have fired, and how rightly."""
    from pipelines.alerts.command import replay

    replay(_home(home), file, days)


@main.group()
def releases() -> None:
    """What has been released."""


@releases.command("list")
@_home_option
def releases_list(home: Path | None) -> None:
    """Every release, oldest first; the current one is marked, and what is a notice only."""
    from pipelines.releases import calendar, shelf

    place = _home(home)
    for entry in calendar.entries(place):
        mark = "*" if entry.release == shelf.current(place) else " "
        click.echo(f"{mark} {entry.release}{_notice(entry.notice)}")


@releases.command("show")
@click.argument("name", required=False)
@_home_option
def releases_show(name: str | None, home: Path | None) -> None:
    """What a release holds (default: the current one)."""
    from pipelines.releases import manifest

    folder = _release(_home(home), name)
    content = manifest.read_manifest(folder)
    told = _notice(content.get("notice"))
    click.echo(f"release {content['release']}{told}, as of {content['as_of']} UTC")
    for file, digest in content["files"].items():
        click.echo(f"  {digest}  {file}")
    failed = [check for check in content["checks"] if not check["passed"]]
    click.echo(f"{len(content['loads'])} files loaded")
    click.echo(f"{len(content['checks'])} checks, {len(failed)} failed")


@releases.command("verify")
@click.argument("name", required=False)
@_home_option
def releases_verify(name: str | None, home: Path | None) -> None:
    """Hold a release, and all before it, against their manifests."""
    from pipelines.releases import shelf

    place = _home(home)
    folder = _release(place, name)
    wrong = shelf.faults(place, folder.name)
    click.echo("\n".join(wrong) or f"release {folder.name} is whole")
    if wrong:
        raise SystemExit(BAD_INPUT)


@releases.command("audit")
@click.argument("name", required=False)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder to make.")
@_home_option
def releases_audit(name: str | None, out: Path, home: Path | None) -> None:
    """Write an auditor's bundle of a release: its complaints, what it published, and audit.py."""
    from pipelines.releases.audit_bundle import write_bundle

    folder = _release(_home(home), name)
    if out.exists():
        raise click.ClickException(f"{out} exists already; name a folder that does not.")
    count = write_bundle(folder, out)
    click.echo(f"{count:,} complaints of release {folder.name}: python {out}/audit.py check {out}")


@releases.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--limit", default=50, show_default=True, help="How many figures to show.")
@_home_option
def releases_diff(old: str, new: str | None, limit: int, home: Path | None) -> None:
    """Figures of which a release says something else than an older one (default: the current)."""
    from pipelines.releases import diff

    place = _home(home)
    click.echo(diff.text(_release(place, old), _release(place, new), limit))


@releases.command("prune")
@click.option(
    "--keep-days", required=True, type=click.FloatRange(min=0), help="Keep what is younger."
)
@_home_option
def releases_prune(keep_days: float, home: Path | None) -> None:
    """Delete the files of old releases; the current one and every manifest stay."""
    from pipelines.releases import shelf
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    place = _home(home)
    try:
        with hold_warehouse(place):
            pruned = shelf.prune(place, keep_days)
    except (CannotWrite, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"pruned: {', '.join(pruned)}" if pruned else "nothing is that old")


@releases.command("notice")
@_home_option
def releases_notice(home: Path | None) -> None:
    """Tell the public that newer figures are overdue, once. For a scheduler: daily does."""
    from dashboards import public_site
    from pipelines.releases import calendar, notice
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    place = _home(home)
    due = calendar.due_on(_release(place, None))
    try:
        with hold_warehouse(place):
            told = notice.tell_late(place, public_site.build)
    except (CannotWrite, OSError) as error:
        raise click.ClickException(str(error)) from None
    if told:
        click.echo(f"notice {told} says that figures were due on {due}")
    else:
        click.echo(f"nothing to tell: the next figures are due on {due or 'no day'}")


@releases.command("digests")
@click.argument("name", required=False)
@_home_option
def releases_digests(name: str | None, home: Path | None) -> None:
    """SHA-256 over the rows of every table: the same for a release built again from the same."""
    from pipelines.releases.contents import CONTENTS
    from pipelines.releases.row_digests import row_digests

    folder = _release(_home(home), name)
    for audience in CONTENTS:
        for table, digest in row_digests(folder / f"{audience}.duckdb").items():
            click.echo(f"{digest}  {audience}  {table}")


@releases.command("rollback")
@click.argument("name")
@_home_option
def releases_rollback(name: str, home: Path | None) -> None:
    """Make an older release current; nothing is deleted."""
    from pipelines.releases import shelf
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    place = _home(home)
    folder = _release(place, name)
    try:
        with hold_warehouse(place):
            shelf.make_current(place, folder.name)
    except (CannotWrite, OSError, shelf.NoSuchRelease) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"release {folder.name} is current")


def _notice(notice: dict | None) -> str:
    return f" notice: {notice['kind']}, figures of {notice['figures_of']}" if notice else ""


def _release(home: Home, name: str | None) -> Path:
    from pipelines.releases import shelf

    try:
        return shelf.folder(home, name or shelf.current(home) or "")
    except shelf.NoSuchRelease as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main()
