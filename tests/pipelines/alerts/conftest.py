"""A release as small as the rules need it, receivers on loopback, and files of rules."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.alerts.rule_file import AlertFile, read_alert_file
from pipelines.paths import Home

NOW = datetime(2026, 11, 2, 4, 0)  # noqa: DTZ001
WEEKS = [date(2026, 10, 12), date(2026, 10, 19)]
FIGURES = """
create schema metrics; create schema release; create schema marts;
create table metrics.metric_catalogue (
    metric_id varchar, label_zh varchar, label_en varchar, unit varchar, direction varchar,
    target double, maturity_days integer
);
insert into metrics.metric_catalogue values
    ('on_time_rate', '准时率', 'On-time rate', 'share', 'higher_is_better', 0.9, 7),
    ('loss_rate', '丢单率', 'Loss rate', 'share', 'lower_is_better', null, 7),
    ('mood', '心情', 'Mood', 'index', 'neither', 0.5, 7);
create table release.info (last_date date);
insert into release.info values ('2026-11-05');
create table marts.fct_incidents (severity smallint, region_id varchar, business_date date);
create table metrics.metric_values (
    metric_id varchar, platform_id varchar, period_grain varchar, period_start date, cut varchar,
    member varchar, value double, ci_low double, ci_high double, ci_method varchar,
    is_mature boolean
);
create table metrics.freshness (
    entity varchar, platform_id varchar, newest_full_date date, deadline_at timestamp
);
insert into metrics.freshness values
    ('orders', 'p', '2026-10-31', '2026-11-02 03:59'),
    ('weather', 'all', '2026-11-01', '2026-11-03'),
    ('surveys', 'p', null, null);
create table release.loads (
    entity varchar, rows_read bigint, rows_quarantined bigint, started_at timestamp
);
insert into release.loads values
    ('orders', 100, 50, '2026-10-30 01:00'), ('orders', 100, 2, '2026-11-01 01:00'),
    ('orders', 100, 0, '2026-11-01 02:00'), ('weather', 0, 0, '2026-11-01 01:00');
"""


class Release:
    """A home whose one release can be changed as a test goes."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "home")
        self.folder = self.home.releases / "000001"
        self.folder.mkdir(parents=True)
        self.home.current_release.symlink_to("000001")
        self.run(FIGURES)
        self.notice(None)

    def run(self, sql: str, values: list | None = None) -> None:
        with duckdb.connect(self.folder / "manager.duckdb") as connection:
            connection.execute(sql, values)

    def notice(self, notice: dict | None) -> None:
        content = {"notice": notice} if notice else {}
        (self.folder / "manifest.json").write_text(json.dumps(content))

    def figure(
        self,
        metric: str,
        value: float,
        half: float | None,
        *,
        members: Sequence[str] = ("all",),
        week: int = 1,
        **other: object,
    ) -> None:
        """Settled weekly figures with an interval of so much to each side, or with none."""
        row = {
            "metric_id": metric, "platform_id": "all", "period_grain": "week",
            "period_start": WEEKS[week], "cut": "all", "member": None, "value": value,
            "ci_low": half and value - half, "ci_high": half and value + half,
            "ci_method": "cluster_wilson" if half else "too_few_clusters", "is_mature": True,
        } | other  # fmt: skip
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        where = " and ".join(f"{key} = ?" for key in list(row)[:6])
        with duckdb.connect(self.folder / "manager.duckdb") as connection:
            for member in members:
                values = list((row | {"member": member}).values())
                connection.execute(f"delete from metrics.metric_values where {where}", values[:6])
                sql = f"insert into metrics.metric_values ({columns}) values ({marks})"
                connection.execute(sql, values)


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Release(tmp_path)


@pytest.fixture
def alert_file(tmp_path: Path) -> Callable[..., AlertFile]:
    """Writes a file of alerts with these rules and reads it."""

    def write(*rules: dict, **top: object) -> AlertFile:
        document = {
            "hosts": ["127.0.0.1"],
            "recipients": {"duty": {"address": "DUTY", "language": "en"}},
            "rules": [{"owner": "dispatch", "to": ["duty"], **rule} for rule in rules],
        } | top
        path = tmp_path / "alerts.yml"
        path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return read_alert_file(path)

    return write


class Receiver(ThreadingHTTPServer):
    """Takes messages as JSON; answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[dict] = []
        self.answer: tuple[int, dict[str, str]] = (200, {})

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server_port}/canary-token-7391"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        is_elsewhere = self.path == "/elsewhere"
        status, headers = (200, {}) if is_elsewhere else self.server.answer
        if status == 200:
            self.server.taken.append(json.loads(body or "{}"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("DUTY", server.address)
        yield server
        server.shutdown()
