"""Real servers for the tests: each on a free port of the loopback, in a folder that goes again."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "ZQKANARIEpassword"
USER = "zqkanarieuser"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    scheme: str
    port: int
    client: tuple[str, ...]
    """The server's own client, as its administrator."""

    @property
    def address(self) -> str:
        return f"{self.scheme}://{USER}:{PASSWORD}@{HOST}:{self.port}/platform"

    def run(self, sql: str) -> str:
        done = subprocess.run([*self.client, sql], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def postgres_programs() -> Path | None:
    """Debian keeps them beside the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    elsewhere = shutil.which("postgres")
    return found[-1].parent if found else elsewhere and Path(elsewhere).parent


@contextmanager
def postgres(programs: Path) -> Iterator[Server]:
    with _folder("postgres") as (folder, owner):
        data, port = folder / "data", _free_port()
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "admin", "-A", "trust", "-E", "UTF8",
             "--no-locale", "--no-sync"],
            stdout=subprocess.DEVNULL, check=True, **owner,
        )  # fmt: skip
        # The administrator comes by the socket, the user by the network and with a password.
        (data / "pg_hba.conf").write_text("local all all trust\nhost all all all scram-sha-256\n")
        command = [programs / "postgres", "-D", data, "-p", str(port), "-k", folder,
                   "-c", f"listen_addresses={HOST}", "-c", "fsync=off"]  # fmt: skip
        client = (str(programs / "psql"), "-qAt", "-h", str(folder), "-p", str(port),
                  "-U", "admin", "-v", "ON_ERROR_STOP=1", "-d")  # fmt: skip
        with _running(command, owner):
            admin = Server("postgresql", port, (*client, "postgres", "-c"))
            _until_it_answers(lambda: admin.run("select 1"))
            admin.run("create database platform")
            server = Server("postgresql", port, (*client, "platform", "-c"))
            server.run(f"create role {USER} login password '{PASSWORD}'")
            server.run("alter default privileges grant select on tables to public")
            yield server


@contextmanager
def mariadb() -> Iterator[Server]:
    with _folder("mysql") as (folder, owner):
        data, port, at = folder / "data", _free_port(), folder / "socket"
        options = ["--no-defaults", f"--datadir={data}"]
        subprocess.run(
            ["mariadb-install-db", *options, "--auth-root-authentication-method=normal",
             "--skip-test-db"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, **owner,
        )  # fmt: skip
        command = ["/usr/sbin/mariadbd", *options, f"--port={port}", f"--socket={at}",
                   f"--bind-address={HOST}", f"--pid-file={folder / 'pid'}",
                   "--innodb-flush-log-at-trx-commit=0"]  # fmt: skip
        server = Server("mysql", port, ("mariadb", "--no-defaults", f"--socket={at}", "-uroot",
                                        "-N", "-B", "-e"))  # fmt: skip
        with _running(command, owner):
            _until_it_answers(lambda: server.run("select 1"))
            server.run(
                "create database platform; "
                f"create user {USER} identified by '{PASSWORD}'; "
                f"grant select on platform.* to {USER}"
            )
            yield server


@contextmanager
def _folder(account: str) -> Iterator[tuple[Path, dict]]:
    """A folder, and as whom to run: neither server may run as root."""
    folder = Path(tempfile.mkdtemp(prefix="fairlane-"))
    owner = {"user": account, "group": account} if os.getuid() == 0 else {}
    if owner:
        shutil.chown(folder, account, account)
    try:
        yield folder, {"cwd": folder, **owner}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list, owner: dict) -> Iterator[None]:
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **owner
    ) as process:
        try:
            yield
        finally:
            # PostgreSQL's fast shutdown; MariaDB takes it for a kill, and its folder goes anyway.
            process.terminate() if "mariadbd" in str(command[0]) else process.send_signal(2)
            process.wait(30)


def _until_it_answers(ask: Callable[[], str]) -> None:
    for _ in range(300):
        try:
            ask()
        except AssertionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start in 30 seconds")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return asked.getsockname()[1]
