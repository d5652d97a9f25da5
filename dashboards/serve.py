"""The commands that serve the pages, all on this machine's loopback address."""

import os
import sys
from pathlib import Path

from pipelines.paths import Home

HERE = Path(__file__).parent
ADDRESS = "127.0.0.1"
STAFF_PORT, PUBLIC_PORT, SITE_PORT = 8501, 8502, 8503


def address(port: int) -> str:
    return f"http://{ADDRESS}:{port}/"


def staff_command(port: int = STAFF_PORT) -> list[str]:
    return _streamlit(HERE / "staff_app.py", port)


def public_command(port: int = PUBLIC_PORT) -> list[str]:
    return _streamlit(HERE / "public_app.py", port)


def site_command(port: int = SITE_PORT) -> list[str]:
    """The static site of the current release, without Streamlit."""
    return [sys.executable, "-m", "dashboards.public_site.server", str(port)]


def _streamlit(entry: Path, port: int) -> list[str]:
    """What else it needs stands in .streamlit/config.toml; these three outrank any other file."""
    options = {
        "server.port": port,
        "server.address": ADDRESS,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", str(entry), *flags]


def environment(home: Home) -> dict[str, str]:
    return os.environ | {"FAIRLANE_HOME": str(home.root)}


def serve(home: Home, public: bool = False, port: int | None = None) -> None:
    """Becomes the server, so that whoever stops this process stops the server. Does not return."""
    default = PUBLIC_PORT if public else STAFF_PORT
    command = (public_command if public else staff_command)(port or default)
    sys.stdout.flush()
    os.execve(command[0], command, environment(home))
