"""`dbt build` in this process, on the project as it was parsed before.

As a command of its own, dbt takes longer to start and to parse than to build a small city.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import chdir
from typing import Any

from pipelines.dbt_manifest import dbt_environment, parsed_project
from pipelines.paths import DBT_PROJECT, Home

_RESULTS = {"LogSeedResult", "LogModelResult", "LogTestResult"}
# Into dbt's own log (with DBT_DEBUG=1 every statement), not on the console.
_LOGGING = ("--log-level", "none", "--log-level-file", "info", "--no-use-colors")
# Unit tests try the SQL on made-up rows: they belong to the project's tests, not to a run.
_BUILD = ("build", "--exclude-resource-type", "unit_test")


class DbtBuildFailed(RuntimeError):
    """A model, a seed or a test failed; the message is dbt's own."""


def build(home: Home, selection: Sequence[str], heard: Callable[[dict[str, Any]], None]) -> None:
    """Build what is selected; `heard` is told each result as it comes, as dbt logs it in JSON."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner
    from dbt_common.events.functions import msg_to_dict

    errors: list[str] = []

    def listen(event: Any) -> None:
        if event.info.level == "error":
            errors.append(event.info.msg.strip())
        # Anything else is in dbt's log, and too much to be taken apart here.
        if event.info.name in _RESULTS:
            heard(msg_to_dict(event))

    os.environ.update(dbt_environment(home))
    try:
        # dbt goes into the project's folder, and stays there.
        with chdir(DBT_PROJECT):
            dbt = dbtRunner(manifest=parsed_project(), callbacks=[listen])
            outcome = dbt.invoke([*_LOGGING, *_BUILD, *selection])
    finally:
        # dbt-duckdb keeps one file per process, and whoever comes next opens it in another way.
        reset_adapters()
        DuckDBConnectionManager.close_all_connections()
    if outcome.exception:
        raise outcome.exception
    if not outcome.success:
        log_file = home.dbt / "logs" / "dbt.log"
        raise DbtBuildFailed("\n\n".join([f"dbt failed; its log is {log_file}.", *errors]))
