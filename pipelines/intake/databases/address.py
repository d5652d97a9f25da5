"""Where a database is: the address that an environment variable holds. It is never shown."""

import os
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

KINDS = {"postgresql": "postgres", "postgres": "postgres", "mysql": "mysql"}

# A server that does not answer is given up on, and so is one that has gone without a word.
PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}


class NoAddress(Exception):
    """The variable does not hold an address; says what is wrong and what to do, in two parts."""

    def __init__(self, what: str, remedy: str):
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}. {remedy}")


@dataclass(frozen=True)
class Address:
    kind: str
    """`postgres` or `mysql`."""
    url: str = field(repr=False)


def address_of(variable: str) -> Address:
    """The address in an environment variable. Raises NoAddress, which never quotes it."""
    remedy = (
        f"Set {variable} to postgresql://user:password@host:5432/database, or mysql://… "
        "(% signs for what is not a letter or a digit in the password: @ is %40)."
    )
    url = os.environ.get(variable, "").strip()
    if not url:
        raise NoAddress(f"the environment variable {variable} is not set", remedy)
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname and parts.path.strip("/")) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in KINDS:
        raise NoAddress(f"what {variable} holds is not the address of a database", remedy)
    kind = KINDS[parts.scheme]
    if kind == "postgres":
        options = PATIENCE | dict(parse_qsl(parts.query))
        url = urlunsplit(parts._replace(query=urlencode(options)))
    return Address(kind, url)
