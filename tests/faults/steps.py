"""The steps of a run, made to be killed: each in a process of its own that tells how far it is."""

import logging
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

import duckdb

from dashboards import public_site
from pipelines.contracts import contracts
from pipelines.intake.books import close_books
from pipelines.intake.load import load_entity
from pipelines.intake.mapping import source_of
from pipelines.intake.pseudonyms import pseudonym_key
from pipelines.paths import REPO, Home
from pipelines.releases import shelf
from pipelines.releases.build import build_release
from pipelines.writer_lock import hold_warehouse

OURS = f"{REPO}/pipelines/"
Tell = Callable[[str], None]


def intake(home: Home, tell: Tell, inputs: Path) -> None:
    source = source_of(inputs, None)
    for entity in contracts():
        with duckdb.connect(home.warehouse) as connection:
            load_entity(connection, home, source, entity)
        tell(f"loaded {entity}")
    with duckdb.connect(home.warehouse) as connection:
        close_books(connection, source.mapping.timezone, None)


def key(home: Home, _: Tell) -> None:
    pseudonym_key(home.pseudonym_key)


def release(home: Home, _: Tell) -> None:
    build_release(home, [], public_site.build)


def small_release(home: Home, _: Tell) -> None:
    """One whose site is a page: what is killed is everything else."""
    build_release(home, [], _page)


def swap(home: Home, _: Tell) -> None:
    """Ten rollbacks, there and back."""
    for _turn in range(5):
        for name in shelf.names(home)[:2]:
            shelf.make_current(home, name)


def prune(home: Home, _: Tell) -> None:
    shelf.prune(home, keep_days=0)


STEPS = {step.__name__: step for step in (intake, key, release, small_release, swap, prune)}


def _page(_: Path, out: Path, __: list) -> None:
    out.mkdir()
    (out / "index.html").write_text("page")
    shutil.copyfile(public_site.builder.verify.__file__, out / "verify.py")


@dataclass(frozen=True)
class Trial:
    """What a step has to go through."""

    line: str | None = None
    """Die as this line of ours is run; empty to note which are."""
    largest_file: int | None = None
    """No file may grow beyond so many bytes, as on a disk that is full."""


def perform(step: str, home: Home, teller: Connection, trial: Trial, arguments: tuple) -> None:
    """Take a step, telling each part of it and how it ended."""
    _tell_log(teller)
    if trial.largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (trial.largest_file, trial.largest_file))
    lines = _Lines(teller, trial.line)
    try:
        with hold_warehouse(home):
            teller.send("started")
            if trial.line is not None:
                sys.settrace(lines.trace)
            STEPS[step](home, teller.send, *arguments)
            sys.settrace(None)
    except Exception as error:
        teller.send(f"failed: {error}")
    else:
        teller.send(" ".join(["ended", *lines.run]))


def _tell_log(teller: Connection) -> None:
    handler = logging.Handler()
    handler.emit = lambda record: teller.send(record.getMessage())
    logging.getLogger("fairlane").addHandler(handler)
    logging.getLogger("fairlane").setLevel(logging.INFO)


class _Lines:
    """Notes which lines of pipelines/ are run, and dies at the one that is told."""

    def __init__(self, teller: Connection, fatal: str | None) -> None:
        self.teller, self.fatal, self.run = teller, fatal, {}

    def trace(self, frame: FrameType, event: str, _: object) -> Callable | None:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line":
            place = f"{frame.f_code.co_filename.removeprefix(OURS)}:{frame.f_lineno}"
            self.run[place] = None
            if place == self.fatal:
                self.teller.send(f"at {place}")
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace
