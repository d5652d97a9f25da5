"""Serving from the command line: stopping the command stops the server."""

import os
import signal
import socket
import subprocess
import sys

from tests.browser.conftest import free_port, wait_until_it_answers


def test_a_stopped_command_leaves_no_server(tmp_path):
    port = free_port()
    code = (
        "from pathlib import Path; from dashboards.serve import serve; from pipelines.paths "
        f"import Home; serve(Home(Path({str(tmp_path)!r})), port={port})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    wait_until_it_answers(port, process)
    os.kill(process.pid, signal.SIGTERM)
    process.wait(timeout=15)
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", port)) != 0
