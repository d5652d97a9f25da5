"""All three faces of a home at once, for a look around: `make demo` ends here."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable

from dashboards import serve
from pipelines.paths import Home

FACES = {
    "员工看板 Staff dashboard": (serve.staff_command, serve.STAFF_PORT),
    "公众网站 Public site": (serve.site_command, serve.SITE_PORT),
    "公众查询 Public explorer": (serve.public_command, serve.PUBLIC_PORT),
}
PATIENCE_SECONDS = 60


def serve_everything(home: Home, say: Callable[[str], None]) -> None:
    """Serve until interrupted; says the addresses once each of them answers."""
    ports = {face: _free(port) for face, (_, port) in FACES.items()}
    # A terminated parent would leave its servers behind; an exception lets it stop them.
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    home.root.mkdir(parents=True, exist_ok=True)
    servers = []
    try:
        with (home.root / "servers.log").open("w") as log:
            servers += [
                subprocess.Popen(
                    command(ports[face]), env=serve.environment(home), stdout=log, stderr=log
                )
                for face, (command, _) in FACES.items()
            ]
        for (face, port), server in zip(ports.items(), servers, strict=True):
            _wait_for(port, server)
            say(f"{face}: {serve.address(port)}")
        say("Ctrl-C 结束 ends all three.")
        for server in servers:
            server.wait()
    except KeyboardInterrupt:
        say("已停止 Stopped.")
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


def _free(port: int) -> int:
    """This port, or any other where it is taken."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((serve.ADDRESS, port))
        except OSError:
            listener.bind((serve.ADDRESS, 0))
        return listener.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as client:
            if client.connect_ex((serve.ADDRESS, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(
        f"The server on port {port} did not come up; servers.log of the home says why."
    )
