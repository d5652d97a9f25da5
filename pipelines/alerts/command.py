"""`fairlane alerts`: what the rules find now, telling it, and what they would have found."""

from pathlib import Path

import click

from pipelines.cli_errors import told_in_a_line
from pipelines.cli_options import FILE, home_option
from pipelines.exit_codes import BAD_INPUT
from pipelines.paths import Home


@click.group()
def alerts() -> None:
    """Rules over the figures, told to whom they concern."""


_alert_file = click.argument("file", type=FILE, required=False)


@alerts.command("check")
@_alert_file
@home_option
def check(file: Path | None, home: Home) -> None:
    """Say what the rules of FILE (the home's alerts.yml) find in the release; send nothing."""
    from pipelines.alerts.check import look
    from pipelines.alerts.messages import statement
    from pipelines.alerts.rule_file import AlertsError, read_alert_file
    from pipelines.alerts.sending import address_faults

    with told_in_a_line(AlertsError):
        alert_file = read_alert_file(file or home.alert_rules)
        judged = look(home, alert_file)
    for rule in alert_file.rules:
        of_rule = [each for each in judged if each.rule is rule]
        firing = [each for each in of_rule if each.is_firing]
        click.echo(f"{rule.name}: looked at {len(of_rule)}, {len(firing)} firing")
        for each in firing:
            click.echo(f"  {statement(each, 'en')}")
    for name, fault in address_faults(alert_file).items():
        click.echo(f"{name} could not be told: {fault}", err=True)


@alerts.command("send")
@_alert_file
@home_option
def send(file: Path | None, home: Home) -> None:
    """Send what is due by FILE (the home's alerts.yml): an alert, its reminders, its end."""
    from pipelines.alerts.check import tell
    from pipelines.alerts.rule_file import AlertsError, read_alert_file

    with told_in_a_line(AlertsError):
        outcome = tell(home, read_alert_file(file or home.alert_rules))
    for recipient, title, _ in outcome.sent:
        click.echo(f"{recipient}: {title}")
    for failure in outcome.failures:
        click.echo(f"Error: {failure}", err=True)
    if outcome.failures:
        raise SystemExit(BAD_INPUT)
    if not outcome.sent:
        click.echo("Nothing is due.")


@alerts.command("replay")
@_alert_file
@click.option("--days", type=click.IntRange(min=1), default=90, show_default=True)
@home_option
def replay(file: Path | None, days: int, home: Home) -> None:
    """Say how often the rules of FILE (the home's alerts.yml) would have fired, and how rightly."""
    from pipelines.alerts.replay import replay
    from pipelines.alerts.rule_file import AlertsError, read_alert_file

    with told_in_a_line(AlertsError):
        alert_file = read_alert_file(file or home.alert_rules)
        records = replay(home, alert_file, days)
    width = max(len(rule.name) for rule in alert_file.rules)
    click.echo(f"{'rule':<{width}}{'a week':>10}{'precision':>20}{'recall':>20}")
    for record in records:
        held = (record.firings_with_an_incident, len(record.firings))
        found = (record.incidents_found, record.incidents)
        click.echo(
            f"{record.rule.name:<{width}}{record.firings_a_week:>10.2f}"
            f"{_share(*held, 'firings'):>20}{_share(*found, 'incidents'):>20}"
        )
    replayed = {record.rule.name for record in records}
    for rule in alert_file.rules:
        if rule.name not in replayed:
            click.echo(f"{rule.name:<{width}}  cannot be replayed: no release keeps what it judges")
    click.echo(
        "Figures as the newest release has them, each day judged by what was settled on it; an"
        " incident counts where it lies in the period, and the region, that a rule looked at."
    )


def _share(part: int, whole: int, of: str) -> str:
    return f"{part} of {whole} {of}" if whole else f"no {of}"
