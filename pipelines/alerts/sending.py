"""Messages by Apprise, to hosts of the allow-list and nowhere else.

An address is a secret: it is read from the environment when it is used, and no error, log or state
holds it, nor the host that it names.
"""

import logging
import os
from urllib.parse import urlsplit

import apprise

from pipelines.alerts.rule_file import AlertFile

# What Apprise calls its ways of sending that reach the host they say, and how each says it.
_WAYS = ("wecombot", "dingtalk", "feishu", "mailto", "mailtos", "json", "jsons")

# At DEBUG these write addresses, tokens and messages down.
for _name in ("apprise", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class NotSent(Exception):
    """A message did not arrive; says to whom and what to look at, never where it was to go."""


def address_faults(alerts: AlertFile) -> dict[str, str]:
    """What is wrong, by recipient, with each address that is missing, unknown or not allowed."""
    faults = {}
    for name in alerts.recipients:
        try:
            _way(alerts, name)
        except NotSent as error:
            faults[name] = str(error)
    return faults


def send(alerts: AlertFile, recipient: str, title: str, text: str) -> None:
    """Send one message. Raises NotSent if the address may not be used, or did not take it."""
    sender = apprise.Apprise()
    sender.add(_way(alerts, recipient))
    if not sender.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT):
        raise NotSent(
            f"{recipient} was not told: the receiver did not take the message. It is tried again at"
            " the next check; if it goes on, look at the address and at the receiver's own log."
        )


def _way(alerts: AlertFile, recipient: str) -> apprise.NotifyBase:
    variable = alerts.recipients[recipient].address
    place = f"recipients › {recipient}"
    address = os.environ.get(variable)
    if not address:
        raise NotSent(f"{place}: {variable} is not set. Put the Apprise address there.")
    if urlsplit(address).scheme.lower() not in _WAYS:
        raise NotSent(f"{place}: {variable} begins with none of: {'://, '.join(_WAYS)}://.")
    way = apprise.Apprise.instantiate(address)
    if way is None:
        raise NotSent(f"{place}: {variable} is no address that Apprise understands.")
    if _host(way) not in {host.lower() for host in alerts.hosts}:
        raise NotSent(
            f"{place}: {variable} names a host that is not among `hosts`. Add it there, or correct"
            " the address; nothing is sent to other hosts."
        )
    # A receiver that is allowed could send on to one that is not.
    way.redirects = False
    return way


def _host(way: apprise.NotifyBase) -> str:
    """Where a connection will be made to: services have a host of their own, mail its server."""
    service = getattr(way, "notify_url", None)
    return str(
        (urlsplit(service).hostname if service else None)
        or getattr(way, "smtp_host", None)
        or way.host
    ).lower()
