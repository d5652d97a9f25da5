"""A copy of the repository in which one mutant after another is tried."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pipelines.paths import REPO, Home
from tests.mutation.second_opinion import SecondOpinion
from tests.mutation.sites import Mutant

COPIED = ("dashboards", "data/mappings", "dbt_project", "pipelines", "tests")
LEFT_OUT = shutil.ignore_patterns("target", "logs", "__pycache__", "node_modules")
QUICK = ("tests/dbt",)
SLOW = (
    "tests/parity",
    "tests/known_truth",
    "tests/metamorphic",
    "tests/real_data",
    "tests/pipelines/test_run_command.py",
)
"""Of `make test`, those that see figures; the first failure ends it."""
SECONDS = 900
"""A mutant that makes the tests run for so long would not land either."""

NOT_SQL = ("Parser Error", "Binder Error", "Catalog Error", "Compilation Error", "contract")
"""What dbt says of SQL that no engine would run: such a mutant proves nothing and is left out."""


@dataclass(frozen=True)
class Outcome:
    """`caught`, `survived`, or `invalid`: what ended it."""

    word: str
    by: str


class Trial:
    """The copy, with two cities already built, so that a mutant builds only what it changes."""

    def __init__(self, folder: Path, second_opinion: SecondOpinion, tests: tuple[str, ...]):
        self.second_opinion, self.tests = second_opinion, tests
        self.repository = folder / "repository"
        for name in COPIED:
            shutil.copytree(REPO / name, self.repository / name, ignore=LEFT_OUT)
        for name in ("pyproject.toml", "README.md", "Makefile", "workspace.yaml"):
            shutil.copy(REPO / name, self.repository / name)
        shared = REPO.parent / "shared"
        if shared.exists():
            (folder / "shared").symlink_to(shared.resolve())
        # Views name the file they were made in, so every copy of a warehouse has the same name.
        self.built, self.home = Home(folder / "built"), Home(folder / "home")
        for home in (self.built, self.home):
            home.root.mkdir()
        self.base, self.target = folder / "base", folder / "target"
        self._run([sys.executable, "-c", FILL, str(self.built.warehouse)])
        done = self._dbt(
            self.built.warehouse, self.base, "build", "--exclude-resource-type", "test"
        )
        assert done.returncode == 0, done.stdout[-4000:]

    def outcome(self, mutant: Mutant, relative: Path) -> Outcome:
        """Apply a mutant, run the tests until one fails, and take it back."""
        file = self.repository / relative
        source = file.read_text(encoding="utf-8")
        file.write_text(mutant.applied_to(source), encoding="utf-8")
        try:
            return self._tried(relative)
        except subprocess.TimeoutExpired:
            return Outcome("caught", "time out")
        finally:
            file.write_text(source, encoding="utf-8")

    def _tried(self, file: Path) -> Outcome:
        shutil.copy(self.built.warehouse, self.home.warehouse)
        shutil.rmtree(self.target, ignore_errors=True)
        shutil.copytree(self.base, self.target)
        # dbt does not know which models read a var, or the definition of a measure.
        changed = ("--select", "state:modified+", "--state", str(self.base))
        selected = changed if file.suffix == ".sql" else ()
        done = self._dbt(
            self.home.warehouse, self.target, "build", "--warn-error", "--fail-fast", *selected
        )
        if done.returncode:
            return _of_dbt(done.stdout)
        if "Nothing to do" in done.stdout:
            return Outcome("invalid", "the change reaches no SQL")
        shutil.copy(self.second_opinion.world.home.warehouse, self.home.warehouse)
        done = self._dbt(self.home.warehouse, self.target, "run", *selected)
        if done.returncode:
            return Outcome("caught", "the second version's months cannot be built")
        if objection := self.second_opinion.objection(self.home):
            return Outcome("caught", objection)
        return self.tested()

    def tested(self) -> Outcome:
        """Run the tests on the copy as it is, up to the first failure."""
        for tests in self.tests:
            if (self.repository / tests).exists():
                pytest = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", tests]
                done = self._run(pytest)
                if done.returncode not in (0, 5):
                    return Outcome("caught", _failed_test(done.stdout) or tests)
        return Outcome("survived", "")

    def _dbt(self, warehouse: Path, target: Path, *command: str) -> subprocess.CompletedProcess:
        project = str(self.repository / "dbt_project")
        folders = ["--project-dir", project, "--profiles-dir", project]
        environment = {
            "FAIRLANE_WAREHOUSE": str(warehouse),
            "DBT_TARGET_PATH": str(target),
            "DBT_LOG_PATH": str(target / "logs"),
        }
        dbt = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *command, *folders]
        return self._run(dbt, environment)

    def _run(self, command: list[str], more: dict | None = None) -> subprocess.CompletedProcess:
        environment = os.environ | {"PYTHONPATH": str(self.repository)} | (more or {})
        return subprocess.run(
            command,
            cwd=self.repository,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )


FILL = """
import sys
from pathlib import Path
from tests.dbt import small_city
from tests.dbt.raw_tables import new_warehouse
with new_warehouse(Path(sys.argv[1]), small_city.AS_OF) as connection:
    small_city.fill(connection)
"""


def _of_dbt(log: str) -> Outcome:
    failures = [line for line in log.splitlines() if " FAIL " in line or " ERROR " in line]
    told = failures[0].split("] ")[-1] if failures else log.strip().splitlines()[-1]
    is_test = any(" FAIL " in line or "ERROR unit_test" in line for line in failures)
    if not is_test and any(words in log for words in NOT_SQL):
        return Outcome("invalid", told)
    name = failures[0].split(" ")[5:8] if failures else [told]
    return Outcome("caught", "dbt: " + " ".join(name))


def _failed_test(log: str) -> str | None:
    lines = (line for line in log.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    return next((line.split(" ")[1] for line in lines), None)
