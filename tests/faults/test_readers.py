"""Readers who ask without pause while releases are made: no error, never two releases in one page,
and a new release at once."""

import multiprocessing
import subprocess
import sys
import time

import duckdb
import pytest

from pipelines.paths import REPO
from pipelines.releases.build import build_release
from tests.browser.conftest import free_port, wait_until_it_answers
from tests.faults import reading
from tests.faults.scale import times
from tests.pipelines.releases.conftest import home_in

PROCESSES = multiprocessing.get_context("forkserver")
SOON = 5


def page(database, out, _):
    """A page that names its release at its beginning, in the midst and at its end."""
    with duckdb.connect(database, read_only=True) as connection:
        (name,) = connection.execute("select release_name from release.info").fetchone()
    out.mkdir()
    (out / "index.html").write_text("<br>".join([name, "x" * 200_000] * 2 + [name]))


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = home_in(tmp_path)
    monkeypatch.setenv("FAIRLANE_HOME", str(home.root))
    build_release(home, [], page)
    return home


@pytest.fixture
def site(home):
    port = free_port()
    command = [sys.executable, "-m", "dashboards.public_site.server", str(port)]
    with subprocess.Popen(command, cwd=REPO, stderr=subprocess.DEVNULL) as server:
        wait_until_it_answers(port, server)
        yield f"http://127.0.0.1:{port}/"
        server.kill()


def test_no_reader_meets_an_error_or_two_releases_in_one_page(home, site):
    kinds = times(["staff", "visitor", "session"], ["staff", "visitor"] * 6 + ["session"] * 2)
    is_over, lines, readers = PROCESSES.Event(), [], []
    for kind in kinds:
        hears, tells = PROCESSES.Pipe(duplex=False)
        arguments = (kind, home, site, is_over, tells)
        readers.append(PROCESSES.Process(target=reading.ask, args=arguments))
        readers[-1].start()
        lines += [hears] * (reading.SESSIONS if kind == "session" else 1)
    time.sleep(2)
    made = {}
    for _ in range(times(10, 100)):
        name = build_release(home, [], page).name
        made[name] = home.current_release.lstat().st_mtime
    # Long enough for the slowest to begin one more page.
    time.sleep(times(3, 20))
    is_over.set()
    told = [line.recv() for line in lines]
    for reader in readers:
        reader.join()
    assert [wrong for _, _, wrong in told if wrong] == []
    lags = [
        began - since
        for _, last_begun, _ in told
        for release, since in made.items()
        for name, began in last_begun.items()
        if name < release
    ]
    print(
        f"\n{len(told)} readers asked {sum(asked for asked, *_ in told):,} times over {len(made)}"
        f" releases; the last page to show an older one was begun {max(lags):.3f} s after the new"
    )
    assert max(lags) < SOON
    assert {max(last_begun) for _, last_begun, _ in told} == {max(made)}
