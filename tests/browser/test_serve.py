"""Serving from the command line: stopping the command stops the server."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress

from tests.browser.conftest import free_port, wait_until_it_answers


def is_answered(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_all_faces_are_served_and_stopped_together(tmp_path):
    command = [sys.executable, "-m", "pipelines.cli", "serve", "--everything"]
    process = subprocess.Popen(
        [*command, "--home", tmp_path / "home"], stdout=subprocess.PIPE, text=True
    )
    said = [process.stdout.readline() for _ in range(3)]
    ports = [int(re.search(r"127\.0\.0\.1:(\d+)/", line).group(1)) for line in said]
    assert all(map(is_answered, ports))
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert not any(map(is_answered, ports))


def test_a_stopped_command_leaves_no_server(tmp_path):
    port = free_port()
    code = (
        "from pathlib import Path; from dashboards.serve import serve; from pipelines.paths "
        f"import Home; serve(Home(Path({str(tmp_path)!r})), port={port})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    wait_until_it_answers(port, process)
    # Streamlit loses a signal that comes while it is still starting: whoever stops it asks again.
    for _ in range(30):
        os.kill(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=2)
            break
    assert process.returncode is not None
    assert not is_answered(port)
