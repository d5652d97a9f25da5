"""Readers that ask without pause, each in a process of its own, and note what they were told."""

import multiprocessing
import os
import re
import threading
import time
import urllib.request
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from streamlit.testing.v1 import AppTest

from dashboards import pinned_release, warehouse
from dashboards.roles import MANAGER
from pipelines.paths import Home

SESSIONS = 4

# One script run of the staff's app, as its pages do it: pinned, read, and read again.
PAGE = """
from dashboards import pinned_release
from dashboards.roles import MANAGER
import streamlit as st

pinned_release.pin("manager", MANAGER)
for table in ("release.info", "metrics.metric_values", "release.revisions", "release.info"):
    told = pinned_release.read(
        f"select (select release_name from release.info) as release, count(*) as rows from {table}"
    )
    st.text(told.iloc[0, 0])
st.text(pinned_release.pinned().name)
"""


def staff() -> Callable[[], set[str]]:
    app = AppTest.from_string(PAGE, default_timeout=60)

    def releases() -> set[str]:
        app.run()
        if app.exception:
            raise RuntimeError(app.exception[0].message)
        return {text.value for text in app.text}

    return releases


def session() -> Callable[[], set[str]]:
    """A session beside others in one process, as a Streamlit server has them: they share files."""

    def releases() -> set[str]:
        release = warehouse.Release(warehouse.current_folder(), "manager", MANAGER)
        told = {release.name}
        for _ in range(3):
            with pinned_release.cursor(release) as connection:
                told.add(connection.execute("select release_name from release.info").fetchone()[0])
        return told

    return releases


def visitor(address: str) -> Callable[[], set[str]]:
    """Somebody at the public site, whose one page says its release in three places."""

    def releases() -> set[str]:
        with urllib.request.urlopen(address, timeout=10) as page:
            return set(re.findall(r"\b\d{6}\b", page.read().decode()))

    return releases


def ask(kind: str, home: Home, address: str, is_over: Event, teller: Connection) -> None:
    """Ask until it is over; then tell how often, when a page that showed a release was last begun,
    and what was wrong.

    Sessions come four to a process.
    """
    os.environ["FAIRLANE_HOME"] = str(home.root)
    # Twenty who never rest would leave a tenth of two cores to who makes the releases.
    os.nice(15)
    one_page = {"staff": staff, "session": session, "visitor": lambda: visitor(address)}[kind]
    threads = [
        threading.Thread(target=_ask, args=(one_page(), is_over, teller.send))
        for _ in range(SESSIONS if kind == "session" else 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _ask(releases: Callable[[], set[str]], is_over: Event, tell: Callable) -> None:
    asked, last_begun, wrong = 0, {}, []
    # Who asks without pause must not outlive a test that was stopped.
    while not is_over.is_set() and multiprocessing.parent_process().is_alive():
        began = time.time()
        try:
            seen = releases()
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")
            continue
        asked += 1
        if len(seen) != 1:
            wrong.append(f"one page of {sorted(seen)}")
        for name in seen:
            last_begun[name] = began
    tell((asked, last_begun, wrong[:5]))
