"""Running the build job in this process: what `fairlane run` calls, so that there is one
way of running, whoever starts it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.instance.ref import InstanceRef

from pipelines.defs.operate.event_log import RunEventLog
from pipelines.defs.operate.failed_checks import failed_checks
from pipelines.defs.operate.jobs import build
from pipelines.defs.partitions import tags_of
from pipelines.paths import Home

# Read by the instance once; telemetry off, the job's own log lines kept with the run, and one run
# at a time, as there is one writer: the days of a backfill wait for each other.
_DAGSTER_YAML = """\
telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
python_logs:
  managed_python_loggers: [fairlane]
"""


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    succeeded: bool
    failed_checks: list[tuple[str, str, str]]
    """Asset, check and detail of every check that did not hold."""
    errors: list[str]
    """What went wrong besides the checks, in words."""


def run_here(
    home: Home,
    inputs: Path,
    mapping: Path | None,
    as_of: str | None,
    days: tuple[date, date] | None = None,
) -> Outcome:
    """Load a folder, or what is filed in it under the days from the first to the last; build,
    release; waits until it is done. Raises NoSuchDay."""
    from pipelines.definitions import defs

    tags = tags_of(*days) if days else {}
    job = defs().resolve_job_def(build.name)
    with instance(home) as dagster:
        result = job.execute_in_process(
            run_config={
                "resources": {
                    "warehouse": {"config": {"root": str(home.root)}},
                    "inputs": {
                        "config": {
                            "folder": str(inputs),
                            "mapping": str(mapping or ""),
                            "as_of": as_of or "",
                        }
                    },
                },
                # The log of the run is kept by the instance; the console gets our own lines.
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            instance=dagster,
            tags=tags,
            raise_on_error=False,
        )
    return Outcome(result.success, failed_checks(result.all_events), _errors(result))


def instance(home: Home) -> dg.DagsterInstance:
    """The home's own Dagster instance; `dagster dev` shows its runs when DAGSTER_HOME is set."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings = home.dagster / "dagster.yaml"
    if not settings.exists():
        draft = settings.with_suffix(".draft")
        draft.write_text(_DAGSTER_YAML)
        draft.rename(settings)
    log = {
        "module": RunEventLog.__module__,
        "class": RunEventLog.__name__,
        "config": {"base_dir": str(home.dagster / "history" / "runs")},
    }
    return dg.DagsterInstance.from_ref(
        InstanceRef.from_dir(str(home.dagster), overrides={"event_log_storage": log})
    )


def _errors(result: dg.ExecuteInProcessResult) -> list[str]:
    """The innermost message of every failure that is not a check's, each once."""
    failures = [
        _innermost(event.event_specific_data.error)
        for event in result.all_events
        if event.event_type in (dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE)
        and getattr(event.event_specific_data, "error", None)
    ]
    return list(
        dict.fromkeys(
            error.message.strip()
            for error in failures
            if error.cls_name != "DagsterAssetCheckFailedError"
        )
    )


def _innermost(error: Any) -> Any:
    while error.cause:
        error = error.cause
    return error
