"""How a command fails over what its user can mend: in one line, and without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def told_in_a_line(*kinds: type[Exception]) -> Iterator[None]:
    """Exits with the text of an error of these kinds; any other is a fault of ours."""
    try:
        yield
    except kinds as error:
        raise click.ClickException(str(error)) from None
