"""A server on this machine that answers as Open-Meteo documents, or as it is told to for once."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from pipelines.weather.answers import UNITS
from pipelines.weather.client import Client
from pipelines.weather.service import Service
from tests.pipelines.intake.conftest import desk  # noqa: F401

Reply = tuple[int, dict[str, str], bytes]


def answer(first: date, last: date) -> dict:
    """Every hour of these days. What an hour holds can be told from its number since midnight of
    the first: its temperature is the number, its rain a tenth of it."""
    count = 24 * ((last - first).days + 1)
    midnight = datetime.combine(first, datetime.min.time())
    times = [midnight + timedelta(hours=number) for number in range(count)]
    return {
        "latitude": 39.93,
        "longitude": 116.44,
        "utc_offset_seconds": 0,
        "timezone": "GMT",
        "hourly_units": dict(UNITS),
        "hourly": {
            "time": [f"{time:%Y-%m-%dT%H:%M}" for time in times],
            "temperature_2m": [float(number) for number in range(count)],
            "precipitation": [number / 10 for number in range(count)],
            "snowfall": [0.0] * count,
            "wind_speed_10m": [7.2] * count,
            "weather_code": [61] * count,
        },
    }


class OpenMeteo(ThreadingHTTPServer):
    """Answers well, but for what `replies` holds: used up first, one a request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        """Path and parameters of every request."""
        self.replies: deque[Reply | Callable[[date, date], dict]] = deque()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def spans(self) -> list[tuple[str, str, str]]:
        """Of every request: which end point, and the days asked for."""
        return [
            (path.rsplit("/", 1)[1], asked["start_date"], asked["end_date"])
            for path, asked in self.asked
        ]

    def reply(self, asked: dict[str, str]) -> Reply:
        next_one = self.replies.popleft() if self.replies else answer
        if isinstance(next_one, tuple):
            return next_one
        days = (date.fromisoformat(asked[name]) for name in ("start_date", "end_date"))
        return 200, {}, json.dumps(next_one(*days)).encode()


class _Handler(BaseHTTPRequestHandler):
    server: OpenMeteo

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append((parts.path, asked))
        status, headers, content = self.server.reply(asked)
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(content))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """The tests' own terminal stays free."""


@pytest.fixture
def open_meteo() -> Iterator[OpenMeteo]:
    with OpenMeteo() as server:
        # How long it may take to end is what each test waits for it.
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def service(open_meteo: OpenMeteo) -> Service:
    url = f"{open_meteo.url}/v1"
    return Service(f"{url}/archive", f"{url}/forecast", is_public=False, key="canary-of-a-key")


@pytest.fixture
def slept() -> list[float]:
    """Seconds that the client waited, without anybody waiting."""
    return []


@pytest.fixture
def client(service: Service, slept: list[float]) -> Client:
    return Client(service, timeout_seconds=(1, 0.2), sleep=slept.append)
