"""What several commands take, and the home that they work on."""

import os
from datetime import datetime
from pathlib import Path

import click

from pipelines.paths import Home, default_home

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


def _instant(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    try:
        return text and datetime.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no instant like 2026-10-31T16:00:00Z.") from None


def _opened(_: click.Context, __: click.Parameter, chosen: Path | None) -> Home:
    """The home; named in the environment too, where dbt, Dagster and Streamlit look for it."""
    home = Home(chosen.resolve()) if chosen else default_home()
    os.environ["FAIRLANE_HOME"] = str(home.root)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return home


home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_opened,
    help="Folder that holds everything generated (default: FAIRLANE_HOME or data/home).",
)
inputs_option = click.option(
    "--inputs",
    type=FOLDER,
    help="Folder of the platform's files; not needed where a mapping names databases alone.",
)
mapping_option = click.option("--mapping", type=FILE, help="How its columns become the contract's.")
as_of_option = click.option(
    "--as-of",
    callback=_instant,
    help="Cut-off, ISO 8601; UTC without an offset (default: the newest instant in the data).",
)
