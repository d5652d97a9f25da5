"""The report beside the files of a delivery: counts, rules and names of files, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.intake.files import shown_name
from pipelines.intake.ledger import Load
from pipelines.intake.report import LoadReport, reasons_of
from pipelines.landing.delivery import Delivery

PROBLEMS = {
    "stopped": "没有装载；原因见上 · not loaded; the reason stands above",
    "hollow": "只有表头，没有数据行 · headers only, and no row",
    "not_named": "没有实体使用这个文件名 · no entity takes a file of this name",
    "marker_alone": "只有完成标记，没有对应的文件 · a marker whose file is not there",
    "unreadable": "文件无法打开 · the file cannot be opened",
}
RELEASED = "发布 · Release: {}"
WITHHELD = "没有新的发布，原因如下 · No release was made, for these reasons:"
BROKE_OFF = "运行中断，没有结论；原因见 Dagster · The run broke off; Dagster tells why: run {}"
NOT_RUN = "没有可以装载的文件 · No file that could be loaded"
WHERE = {
    "done": "已装载 · Loaded, in landing/done/{}:",
    "failed": "未装载，改好后请重新放入 · Not loaded, in landing/failed/{}; mend and drop again:",
}


@dataclass(frozen=True)
class Ending:
    """How the run of a delivery ended."""

    release: str | None = None
    failed_checks: tuple[tuple[str, str, str], ...] = ()
    """Asset, check and detail."""
    broken_off: str | None = None
    """The run that ended with neither."""


@dataclass(frozen=True)
class Fate:
    """What became of one file."""

    loads: tuple[Load, ...]
    problem: str | None
    """A key of PROBLEMS: why nothing of it is loaded, or not all."""


def text(
    connection: duckdb.DuckDBPyConnection,
    delivery: Delivery,
    fates: dict[Path, list[tuple[Path, Fate]]],
    ending: Ending,
) -> str:
    """The report as lines, for a person; `fates` of the files in done/ and in failed/."""
    lines = [f"公道 Fairlane · {delivery.name}", "", *_ending(ending)]
    for place, files in fates.items():
        lines += ["", WHERE[place.parent.name].format(delivery.name)]
        for file, fate in files:
            told = [PROBLEMS[fate.problem]] if fate.problem else []
            told += _loads(connection, delivery, fate.loads)
            lines += [f"  {shown_name(place, file)}", *(f"    {line}" for line in told)]
    return "\n".join(lines) + "\n"


def write(place: Path, content: str) -> Path:
    """Write the report beside the folder `place`, whole or not at all."""
    draft = place.with_name(f".{place.name}.txt")
    draft.write_text(content, "utf-8")
    return draft.rename(place.with_name(f"{place.name}.txt"))


def _ending(ending: Ending) -> list[str]:
    if ending.release:
        return [RELEASED.format(ending.release)]
    if ending.failed_checks:
        checks = (
            f"  {asset}: {check.replace('_', ' ')}: {detail}"
            for asset, check, detail in ending.failed_checks
        )
        return [WITHHELD, *checks]
    return [BROKE_OFF.format(ending.broken_off) if ending.broken_off else NOT_RUN]


def _loads(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, loads: Iterable[Load]
) -> list[str]:
    told = LoadReport()
    for load in loads:
        if load.started_at < delivery.taken_at:
            told.known.append((load.file_name, load.entity, load.load_id))
        else:
            told.loads.append(load)
            told.reasons += reasons_of(connection, load)
    return told.text().splitlines()
