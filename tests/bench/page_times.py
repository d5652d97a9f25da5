"""How long each staff page takes: its script, and in a browser from reload until it is drawn.

    python -m tests.bench.page_times --home data/demo/home [--runs 20] [--browser]

A script's first run reads everything anew; the later ones find it cached, as a server's do.
"""

import argparse
import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import streamlit as st
from playwright.sync_api import Page, sync_playwright
from streamlit import config
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from dashboards import serve
from tests.browser.conftest import CANDIDATES, FLAGS, served
from tests.dashboards.parts import PARTS

DASHBOARDS = Path(__file__).parents[2] / "dashboards"
SCRIPT_LIMIT_MS, DRAWN_LIMIT_MS = 300, 1500
DRAWN = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && document.querySelector('h1') && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
        .every(chart => chart.querySelector('.main-svg'))"""


def views() -> list[str]:
    folders = (DASHBOARDS / "views" / name for name in ("managers", "analysts"))
    found = (view for folder in folders for view in sorted(folder.glob("*.py")))
    return [f"{view.parent.name}/{view.name}" for view in found if view.name != "__init__.py"]


def pages() -> Iterator[tuple[str, str]]:
    """The view and address of each page as it opens, and of each of its other parts."""
    for view in views():
        name = Path(view).stem
        yield view, "" if name == "overview" else name
        yield from ((view, part) for part in PARTS if part.startswith(f"{name}?"))


@contextmanager
def _timed_scripts() -> Iterator[list[tuple[float, float]]]:
    """Of each run of a script, without the test harness around it: milliseconds by the clock and
    of the processor, which a busy machine does not lengthen as much."""
    durations: list[tuple[float, float]] = []
    original = ScriptRunner._run_script

    def run(runner: ScriptRunner, *arguments: object) -> None:
        started, worked = time.perf_counter(), time.thread_time()
        original(runner, *arguments)
        wall, own = time.perf_counter() - started, time.thread_time() - worked
        durations.append((wall * 1000, own * 1000))

    ScriptRunner._run_script = run
    try:
        yield durations
    finally:
        ScriptRunner._run_script = original


def script_times(view: str, query: str, runs: int) -> list[tuple[float, float]]:
    """The first run's time, and those of as many more."""
    app = AppTest.from_file(DASHBOARDS / "staff_app.py", default_timeout=120).run()
    st.cache_data.clear()
    with _timed_scripts() as durations:
        page = app.switch_page(f"views/{view}")
        for name, value in parse_qsl(query):
            page.query_params[name] = value
        for _ in range(runs + 1):
            page.run()
            assert not page.exception, view
            assert not page.error, view
    return durations


def drawn_times(page: Page, address: str, runs: int) -> list[float]:
    def drawn(go: Callable[[], object]) -> float:
        started = time.perf_counter()
        go()
        page.wait_for_function(DRAWN)
        return (time.perf_counter() - started) * 1000

    return [drawn(lambda: page.goto(address)), *(drawn(page.reload) for _ in range(runs))]


def line(name: str, times: list[float], limit: float, more: str = "") -> str:
    first, later = times[0], sorted(times[1:])
    median = statistics.median(later)
    high = later[min(int(0.95 * len(later)), len(later) - 1)]
    mark = "" if high < limit else f"  over {limit:g}"
    return f"{name:38}{first:9.0f}{median:9.0f}{high:9.0f}{more}{mark}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--browser", action="store_true")
    options = parser.parse_args()
    os.environ["FAIRLANE_HOME"] = str(options.home.resolve())
    # The staff's pages stay closed on any address but loopback.
    config.set_option("server.address", "127.0.0.1")
    print(f"{'script, ms':38}{'first':>9}{'median':>9}{'95th':>9}{'processor':>9}")
    for view, name in pages():
        times = script_times(view, name.partition("?")[2], options.runs)
        own = statistics.median(worked for _, worked in times[1:])
        clock = [wall for wall, _ in times]
        print(line(name or "overview", clock, SCRIPT_LIMIT_MS, f"{own:9.0f}"), flush=True)
    if options.browser:
        _browser(options.home.resolve(), options.runs)


def _browser(home: Path, runs: int) -> None:
    found = next(filter(None, map(shutil.which, CANDIDATES)))
    print(f"{'drawn in the browser, ms':38}{'first':>9}{'median':>9}{'95th':>9}")
    with served(serve.staff_command, home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        for _, name in pages():
            times = drawn_times(page, address + name, runs)
            print(line(name or "overview", times, DRAWN_LIMIT_MS), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
