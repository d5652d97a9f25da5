"""What a server or its driver answers, in our own words.

Drivers quote the address they were given and the values of a row. So nothing of their message is
passed on but the name of a column.
"""

import re

from pipelines.intake.databases.address import address_of
from pipelines.intake.mapping import DatabaseMapping
from pipelines.intake.problems import FileStopped

# Which of two threads is heard: the one whose connection went, or the one that it interrupted.
_INTERRUPTED = "INTERRUPT Error"
_AGAIN = "Run the same again: what was loaded stays, and it goes on from there."
# Pattern in the message, what is wrong, what to do. The first that fits is told.
_FAULTS = (
    (
        r"password|Access denied|role .* does not exist|pg_hba|authentication",
        "the server does not accept the user or the password",
        "Mend them in {variable}.",
    ),
    (
        r"database .* does not exist|Unknown database",
        "the server has no database of that name",
        "Mend the name in {variable}.",
    ),
    (
        r"terminating connection|closed the connection|Lost connection|gone away|reset by peer"
        r"|no connection to the server|shutting down|terminated|connection not open|SSL SYSCALL"
        r"|(query|row|fetch).*[Cc]onnection|unexpected EOF|Connection was killed|" + _INTERRUPTED,
        "the connection was lost",
        _AGAIN,
    ),
    (
        r"refused|could not translate|not known|timeout expired|timed out|Can't connect"
        r"|Unknown (MySQL )?server host|No route|unreachable|starting up|too many",
        "the server cannot be reached",
        "See that it runs, that {variable} has the right host and port, and that this machine may "
        "connect to it.",
    ),
    (
        r"\bSSL\b|\bTLS\b|certificate",
        "no safe connection could be made",
        "Mend sslmode and the certificates in {variable}.",
    ),
    (
        r"permission denied|command denied",
        "the user may not read it",
        "Let the server grant select on it to the user in {variable}.",
    ),
    (
        r"relation .* does not exist|Table .* doesn't exist",
        "the database has no such table",
        "Mend its name in the mapping, with its schema: sales.orders.",
    ),
    (
        r"canceling statement|execution time|interrupted",
        "the server broke the query off",
        "Allow it more time there, or put an index on the cursor. " + _AGAIN,
    ),
    (
        r"syntax error|error in your SQL",
        "the server does not understand the query",
        "Try it at the server by hand, and mend it in the mapping.",
    ),
)
_COLUMN = re.compile(
    r"""column ["']?(?:\w+\.)?(\w+)["']? does not exist|Unknown column '([\w.]+)'"""
)


def stopped(message: str, part: DatabaseMapping) -> FileStopped:
    """The driver's message as an error that names the source, and quotes nothing else of it."""
    told, source = _answer(message, part), part.source
    if column := _COLUMN.search(told):
        return FileStopped(
            f"there is no column {(column[1] or column[2])!r}",
            where=source,
            remedy="Mend the query or the cursor in the mapping.",
        )
    for pattern, what, remedy in _FAULTS:
        if re.search(pattern, told):
            return FileStopped(what, where=source, remedy=remedy.format(variable=part.database))
    return FileStopped(
        "the server did not give the rows",
        where=source,
        remedy="Try the same query at the server by hand: its message may hold what must not be "
        "shown here.",
    )


def _answer(message: str, part: DatabaseMapping) -> str:
    """What the server said, without the address and the query around it: both may hold any word."""
    message = message.replace(address_of(part.database).url, "")
    said = re.split(r"\b(?:ERROR|FATAL):|^.*? query \".*\": ", message, maxsplit=1, flags=re.DOTALL)
    return said[-1].split("\nLINE ")[0]
