"""Headless Chromium, and servers on free loopback ports that are surely stopped."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dashboards import serve
from pipelines.paths import Home
from tests.dashboards import sample_release

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
# Streamlit's own: it asks below a page's address before it asks at the root.
STREAMLITS_OWN = ("_stcore/health", "_stcore/host-config")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CANDIDATES)), None)
    if not found:
        pytest.skip("Chromium is not installed; sh tests/install_browser.sh says how to get it")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("browser_home")
    sample_release.make(home)
    return home


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_it_answers(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended before it answered"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer within a minute")


@contextmanager
def served(command: Callable[[int], list[str]], home: Path) -> Iterator[str]:
    """In a process group of its own, so that nothing of it outlives the test."""
    port = free_port()
    process = subprocess.Popen(
        command(port),
        env=serve.environment(Home(home)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_it_answers(port, process)
        yield serve.address(port)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="session")
def staff_address(browser: Browser, browser_home: Path) -> Iterator[str]:
    with served(serve.staff_command, browser_home) as address:
        yield address


@pytest.fixture(scope="session")
def public_address(browser: Browser, browser_home: Path) -> Iterator[str]:
    with served(serve.public_command, browser_home) as address:
        yield address


@pytest.fixture(scope="session")
def site_address(browser: Browser, browser_home: Path) -> Iterator[str]:
    with served(serve.site_command, browser_home) as address:
        yield address


class Visit:
    """A page in the browser, and what it asked for and complained of on the way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_request(self, request: object) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def _note_console(self, message: object) -> None:
        if message.type == "error" and not message.location["url"].endswith(STREAMLITS_OWN):
            self.complaints.append(message.text)

    def go(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def go_streamlit(self, address: str) -> Page:
        """Waits until the script has run and every chart is drawn."""
        self.go(address)
        return self.settled()

    def settled(self) -> Page:
        self.page.wait_for_selector("h1")
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_function(
            """() => !document.querySelector('[data-testid=stSkeleton]')
            && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
                .every(chart => chart.querySelector('.main-svg'))"""
        )
        return self.page

    def picture(self, name: str) -> None:
        """The whole page, however long, into the git-ignored folder."""
        SCREENSHOTS.mkdir(exist_ok=True)
        width = self.page.viewport_size["width"]
        height = self.page.evaluate(
            "(document.querySelector('[data-testid=stMain]') || document.body).scrollHeight"
        )
        self.page.set_viewport_size({"width": width, "height": max(600, min(height + 20, 8000))})
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=SCREENSHOTS / f"{name}_{width}.png")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens a fresh page: `visit(width, locale)`."""
    contexts = []

    def open_page(width: int = 1440, locale: str = "zh-CN", **options: object) -> Visit:
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=size, locale=locale, **options))
        contexts[-1].set_default_timeout(60_000)
        return Visit(contexts[-1].new_page())

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def shown_values(browser_home: Path) -> Callable[..., float]:
    """A value of the release, read in a process that shares nothing with the pages."""

    def read(audience: str, metric_id: str, grain: str, start: str) -> float:
        database = (browser_home / "releases" / "current").resolve() / f"{audience}.duckdb"
        code = (
            "import duckdb, json, sys; "
            "print(json.dumps(duckdb.connect(sys.argv[1], read_only=True).execute("
            "\"select value from metrics.metric_values where cut = 'all' and metric_id = ? "
            'and period_grain = ? and period_start = ?", sys.argv[2:]).fetchone()[0]))'
        )
        answer = subprocess.run(
            [os.sys.executable, "-c", code, str(database), metric_id, grain, start],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(answer.stdout)

    return read
