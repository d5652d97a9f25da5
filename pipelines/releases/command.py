"""`fairlane releases`: what has been released, whether it is whole, and what became of it."""

from pathlib import Path

import click

from pipelines.cli_errors import told_in_a_line
from pipelines.cli_options import home_option
from pipelines.exit_codes import BAD_INPUT
from pipelines.paths import Home


@click.group()
def releases() -> None:
    """What has been released."""


@releases.command("list")
@home_option
def releases_list(home: Home) -> None:
    """Every release, oldest first; the current one is marked, and what is a notice only."""
    from pipelines.releases import calendar, shelf

    for entry in calendar.entries(home):
        mark = "*" if entry.release == shelf.current(home) else " "
        click.echo(f"{mark} {entry.release}{_notice(entry.notice)}")


@releases.command("show")
@click.argument("name", required=False)
@home_option
def releases_show(name: str | None, home: Home) -> None:
    """What a release holds (default: the current one)."""
    from pipelines.releases import manifest

    folder = _release(home, name)
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
@home_option
def releases_verify(name: str | None, home: Home) -> None:
    """Hold a release, and all before it, against their manifests."""
    from pipelines.releases import shelf

    folder = _release(home, name)
    wrong = shelf.faults(home, folder.name)
    click.echo("\n".join(wrong) or f"release {folder.name} is whole")
    if wrong:
        raise SystemExit(BAD_INPUT)


@releases.command("audit")
@click.argument("name", required=False)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder to make.")
@home_option
def releases_audit(name: str | None, out: Path, home: Home) -> None:
    """Write an auditor's bundle of a release: its complaints, what it published, and audit.py."""
    from pipelines.releases.audit_bundle import write_bundle

    folder = _release(home, name)
    if out.exists():
        raise click.ClickException(f"{out} exists already; name a folder that does not.")
    count = write_bundle(folder, out)
    click.echo(f"{count:,} complaints of release {folder.name}: python {out}/audit.py check {out}")


@releases.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--limit", default=50, show_default=True, help="How many figures to show.")
@home_option
def releases_diff(old: str, new: str | None, limit: int, home: Home) -> None:
    """Figures of which a release says something else than an older one (default: the current)."""
    from pipelines.releases import diff

    click.echo(diff.text(_release(home, old), _release(home, new), limit))


@releases.command("prune")
@click.option(
    "--keep-days", required=True, type=click.FloatRange(min=0), help="Keep what is younger."
)
@home_option
def releases_prune(keep_days: float, home: Home) -> None:
    """Delete the files of old releases; the current one and every manifest stay."""
    from pipelines.releases import shelf
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    with told_in_a_line(CannotWrite, OSError), hold_warehouse(home):
        pruned = shelf.prune(home, keep_days)
    click.echo(f"pruned: {', '.join(pruned)}" if pruned else "nothing is that old")


@releases.command("notice")
@home_option
def releases_notice(home: Home) -> None:
    """Tell the public that newer figures are overdue, once. For a scheduler: daily does."""
    from dashboards import public_site
    from pipelines.releases import calendar, notice
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    due = calendar.due_on(_release(home, None))
    with told_in_a_line(CannotWrite, OSError), hold_warehouse(home):
        told = notice.tell_late(home, public_site.build)
    if told:
        click.echo(f"notice {told} says that figures were due on {due}")
    else:
        click.echo(f"nothing to tell: the next figures are due on {due or 'no day'}")


@releases.command("digests")
@click.argument("name", required=False)
@home_option
def releases_digests(name: str | None, home: Home) -> None:
    """SHA-256 over the rows of every table: the same for a release built again from the same."""
    from pipelines.releases.contents import CONTENTS
    from pipelines.releases.row_digests import row_digests

    folder = _release(home, name)
    for audience in CONTENTS:
        for table, digest in row_digests(folder / f"{audience}.duckdb").items():
            click.echo(f"{digest}  {audience}  {table}")


@releases.command("rollback")
@click.argument("name")
@home_option
def releases_rollback(name: str, home: Home) -> None:
    """Make an older release current; nothing is deleted."""
    from pipelines.releases import shelf
    from pipelines.writer_lock import CannotWrite, hold_warehouse

    folder = _release(home, name)
    with told_in_a_line(CannotWrite, OSError, shelf.NoSuchRelease), hold_warehouse(home):
        shelf.make_current(home, folder.name)
    click.echo(f"release {folder.name} is current")


def _notice(notice: dict | None) -> str:
    return f" notice: {notice['kind']}, figures of {notice['figures_of']}" if notice else ""


def _release(home: Home, name: str | None) -> Path:
    from pipelines.releases import shelf

    with told_in_a_line(shelf.NoSuchRelease):
        return shelf.folder(home, name or shelf.current(home) or "")
