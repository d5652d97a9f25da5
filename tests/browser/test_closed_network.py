"""The pages work on a machine without any network: server and browser in an empty namespace."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
UNSHARE = ["unshare", "--map-root-user", "--net"]
# A new namespace has only a loopback device, and that is down. 0x8914 sets a device's flags.
LOOPBACK_UP = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
    fcntl.ioctl(control, 0x8914, struct.pack("16sH14s", b"lo", 1, b""))
os.execv(sys.argv[1], sys.argv[1:])
"""
CHOSEN = [
    "tests/browser/test_staff_in_browser.py::test_overview_shows_the_release_s_figure",
    "tests/browser/test_public_site_in_browser.py::test_figure_is_the_release_s_without_javascript",
]


@pytest.fixture
def namespace() -> list[str]:
    if not shutil.which("unshare"):
        pytest.skip("unshare is not installed, so the network cannot be closed here")
    if subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow network namespaces")
    return [*UNSHARE, sys.executable, "-c", LOOPBACK_UP]


def test_pages_are_shown_with_the_network_closed(browser, namespace):
    run = subprocess.run(
        [*namespace, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CHOSEN],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "2 passed" in run.stdout


def test_the_namespace_is_really_closed(namespace):
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"
    run = subprocess.run(
        [*namespace, sys.executable, "-c", reach], capture_output=True, text=True, check=False
    )
    assert "Network is unreachable" in run.stderr


def test_a_run_needs_no_network(namespace, tmp_path):
    (tmp_path / "orders.csv").write_text(
        "platform_id,order_id,region_id,placed_at,status,order_value\n"
        "demo,1,east,2026-10-05 12:00:00,cancelled,900\n"
    )
    command = [sys.executable, "-m", "pipelines.cli", "run", "--inputs", tmp_path]
    run = subprocess.run(
        [*namespace, *command, "--home", tmp_path / "home"],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Release 000001 is current" in run.stdout
