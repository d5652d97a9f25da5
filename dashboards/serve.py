"""The commands that serve the pages: on this machine's loopback address, unless told otherwise."""

import os
import sys
from pathlib import Path

from dashboards.sign_in import required_for
from pipelines.paths import Home

HERE = Path(__file__).parent
ADDRESS = "127.0.0.1"
STAFF_PORT, PUBLIC_PORT, SITE_PORT = 8501, 8502, 8503


def address(port: int) -> str:
    return f"http://{ADDRESS}:{port}/"


def staff_command(port: int = STAFF_PORT, address: str = ADDRESS) -> list[str]:
    """Raises SignInRefused where those who could reach the pages would not have to sign in."""
    is_signed_in = required_for(address) is not None
    return _streamlit(
        HERE / ("signed_in_app.py" if is_signed_in else "staff_app.py"), port, address
    )


def public_command(port: int = PUBLIC_PORT, address: str = ADDRESS) -> list[str]:
    return _streamlit(HERE / "public_app.py", port, address)


def site_command(port: int = SITE_PORT) -> list[str]:
    """The static site of the current release, without Streamlit."""
    return [sys.executable, "-m", "dashboards.public_site.server", str(port)]


def _streamlit(entry: Path, port: int, address: str) -> list[str]:
    """What else it needs stands in .streamlit/config.toml; these three outrank any other file."""
    options = {
        "server.port": port,
        "server.address": address,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", str(entry), *flags]


def environment(home: Home) -> dict[str, str]:
    return os.environ | {"FAIRLANE_HOME": str(home.root)}


def serve(
    home: Home, public: bool = False, port: int | None = None, address: str = ADDRESS
) -> None:
    """Becomes the server, so that whoever stops this process stops the server. Does not return."""
    default = PUBLIC_PORT if public else STAFF_PORT
    command = (public_command if public else staff_command)(port or default, address)
    sys.stdout.flush()
    os.execve(command[0], command, environment(home))
