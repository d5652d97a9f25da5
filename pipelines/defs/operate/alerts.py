"""Telling what is due by the home's rules of alerts, by hand or on a schedule."""

import dagster as dg

from pipelines.defs.operate.outgoing import off_until_turned_on
from pipelines.paths import default_home


@dg.op
def alerts_that_are_due(context: dg.OpExecutionContext) -> None:
    """Judge the release that is served, and send each alert once, its reminders and its end."""
    # Apprise takes a while to import, and only this needs it.
    from pipelines.alerts.check import tell
    from pipelines.alerts.rule_file import AlertsError, read_alert_file

    home = default_home()
    try:
        outcome = tell(home, read_alert_file(home.alert_rules))
    except AlertsError as error:
        raise dg.Failure(str(error)) from None
    for recipient, title, _ in outcome.sent:
        context.log.info(f"{recipient}: {title}")
    if outcome.failures:
        raise dg.Failure("\n".join(outcome.failures))


@dg.job(description="Tell what is due by the rules of alerts.")
def send_alerts() -> None:
    alerts_that_are_due()


@dg.definitions
def alerts() -> dg.Definitions:
    # An alert that nobody has read for a while is worth little; a check takes a second.
    return off_until_turned_on("alerts", send_alerts, "*/10 * * * *")
