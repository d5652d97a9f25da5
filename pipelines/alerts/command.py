"""`fairlane alerts`: what the rules find now, telling it, and what they would have found."""

from pathlib import Path

import click

from pipelines.exit_codes import BAD_INPUT
from pipelines.paths import Home


def check(home: Home, file: Path | None) -> None:
    """Print what each rule of a file, or of the home's own, finds; tell nobody."""
    from pipelines.alerts.check import look
    from pipelines.alerts.messages import statement
    from pipelines.alerts.rule_file import AlertsError, read_alert_file
    from pipelines.alerts.sending import check_addresses

    try:
        alerts = read_alert_file(file or home.alert_rules)
        judged = look(home, alerts)
    except AlertsError as error:
        raise click.ClickException(str(error)) from None
    for rule in alerts.rules:
        of_rule = [each for each in judged if each.rule is rule]
        firing = [each for each in of_rule if each.is_firing]
        click.echo(f"{rule.name}: looked at {len(of_rule)}, {len(firing)} firing")
        for each in firing:
            click.echo(f"  {statement(each, 'en')}")
    try:
        check_addresses(alerts)
    except AlertsError as error:
        click.echo(f"Nothing could be sent: {error}", err=True)


def send(home: Home, file: Path | None) -> None:
    """Tell what is due, and print to whom; exits with BAD_INPUT where a message did not arrive."""
    from pipelines.alerts.check import tell
    from pipelines.alerts.rule_file import AlertsError, read_alert_file

    try:
        outcome = tell(home, read_alert_file(file or home.alert_rules))
    except AlertsError as error:
        raise click.ClickException(str(error)) from None
    for recipient, title, _ in outcome.sent:
        click.echo(f"{recipient}: {title}")
    for failure in outcome.failures:
        click.echo(f"Error: {failure}", err=True)
    if outcome.failures:
        raise SystemExit(BAD_INPUT)
    if not outcome.sent:
        click.echo("Nothing is due.")


def replay(home: Home, file: Path | None, days: int) -> None:
    """Print how each rule would have done, against the incidents that are known."""
    from pipelines.alerts.replay import replay
    from pipelines.alerts.rule_file import AlertsError, read_alert_file

    try:
        alerts = read_alert_file(file or home.alert_rules)
        records = replay(home, alerts, days)
    except AlertsError as error:
        raise click.ClickException(str(error)) from None
    width = max(len(rule.name) for rule in alerts.rules)
    click.echo(f"{'rule':<{width}}{'a week':>10}{'precision':>20}{'recall':>20}")
    for record in records:
        held = (record.firings_with_an_incident, len(record.firings))
        found = (record.incidents_found, record.incidents)
        click.echo(
            f"{record.rule.name:<{width}}{record.firings_a_week:>10.2f}"
            f"{_share(*held, 'firings'):>20}{_share(*found, 'incidents'):>20}"
        )
    for rule in alerts.rules:
        if rule.name not in {record.rule.name for record in records}:
            click.echo(f"{rule.name:<{width}}  cannot be replayed: no release keeps what it judges")
    click.echo(
        "Figures as the newest release has them, each day judged by what was settled on it; an"
        " incident counts where it lies in the period, and the region, that a rule looked at."
    )


def _share(part: int, whole: int, of: str) -> str:
    return f"{part} of {whole} {of}" if whole else f"no {of}"
