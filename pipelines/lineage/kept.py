"""The lineage as it was traced before: it takes seconds, and most releases are made by one code."""

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from pipelines.dbt_manifest import TARGET, put

Rows = dict[str, list[tuple[str, ...]]]

# When a manifest was written, by which run, and to what folder.
_OF_ITS_RUN = {"metadata", "created_at", "build_path", "compiled_path"}


def kept(manifest: Path, trace: Callable[[dict], Rows]) -> Rows:
    """What was traced of this very manifest by this very code; else traced now, and kept."""
    content = manifest.read_text(encoding="utf-8")
    file = TARGET / f"lineage-{_digest(content)}.json"
    if not file.exists():
        TARGET.mkdir(exist_ok=True)
        put(json.dumps(trace(json.loads(content))).encode(), file)
    rows = json.loads(file.read_bytes())
    return {table: [tuple(row) for row in rows[table]] for table in rows}


def _digest(manifest: str) -> str:
    compiled = json.loads(manifest, object_hook=_without_its_run)
    digest = hashlib.sha256(json.dumps(compiled, sort_keys=True).encode())
    digest.update(version("sqlglot").encode())
    for code in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(code.read_bytes())
    return digest.hexdigest()[:16]


def _without_its_run(part: dict) -> dict:
    return {key: part[key] for key in part if key not in _OF_ITS_RUN}
