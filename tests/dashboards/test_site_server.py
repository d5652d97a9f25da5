"""The static site's server gives the current release's pages, and nothing else of the machine."""

import http.client
import threading

import pytest

from dashboards import serve
from dashboards.public_site.server import server
from pipelines.paths import Home


@pytest.fixture
def ask(home):
    running = server(0)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()

    def request(path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    yield request
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize("path", ["/", "/index.html", "/en/", "/data/regions.csv?x=1"])
def test_files_of_the_release_are_served_with_security_headers(ask, path):
    response, body = ask(path)
    assert response.status == 200
    assert len(body) == int(response.headers["Content-Length"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Server"] == "Fairlane"


def test_head_gives_the_headers_alone(ask):
    response, body = ask("/", "HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "path",
    ["/data/", "/en", "/../manager.duckdb", "/%2e%2e/manifest.json", "/..%2fpublic.duckdb",
     "//etc/passwd", "/%00", "/nothing.html", "/data/../../public.duckdb", "/.git/config"],
)  # fmt: skip
def test_anything_else_is_not_there_and_no_path_is_shown(ask, home, path):
    response, body = ask(path)
    assert response.status == 404
    assert body.decode() == "没有这一页。 There is no such page.\n"


def test_a_page_beside_the_public_folder_is_not_served(tmp_path, monkeypatch, ask):
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    public = tmp_path / "releases" / "current" / "public"
    public.mkdir(parents=True)
    (public.parent / "staff.html").write_text("for staff")
    (public / "linked.html").symlink_to(public.parent / "staff.html")
    for path in ("/../staff.html", "/%2e%2e/staff.html", "/..%2fstaff.html", "/linked.html"):
        assert ask(path)[0].status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_the_site_can_only_be_read(ask, method):
    response, body = ask("/", method)
    assert response.status == 405
    assert b"only be read" in body


def test_a_new_release_is_served_at_the_next_request(tmp_path, monkeypatch, ask):
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    assert ask("/")[0].status == 503
    current = tmp_path / "releases" / "current"
    for name in ("first", "second"):
        page = tmp_path / "releases" / name / "public" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(name)
        current.unlink(missing_ok=True)
        current.symlink_to(name)
        assert ask("/")[1].decode() == name


def test_commands_bind_to_loopback_with_telemetry_off(home):
    for command in (serve.staff_command(8701), serve.public_command(8702)):
        assert command[command.index("--server.address") + 1] == "127.0.0.1"
        assert command[command.index("--browser.gatherUsageStats") + 1] == "false"
    assert serve.site_command(8703)[-1] == "8703"
    assert serve.environment(Home(home))["FAIRLANE_HOME"] == str(home)
