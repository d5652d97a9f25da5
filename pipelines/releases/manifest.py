"""manifest.json: what a release holds, by hash, chained to the release before it."""

import json
from pathlib import Path

from pipelines.file_hash import sha256

MANIFEST = "manifest.json"


def file_hashes(release: Path) -> dict[str, str]:
    """SHA-256 of every file below a release but the manifest, by its path within."""
    return {
        file.relative_to(release).as_posix(): sha256(file)
        for file in sorted(release.rglob("*"))
        if file.is_file() and file != release / MANIFEST
    }


def write_manifest(release: Path, content: dict) -> None:
    """Sorted keys, no blanks, UTF-8: the same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (release / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(release: Path) -> dict:
    return json.loads((release / MANIFEST).read_text(encoding="utf-8"))
