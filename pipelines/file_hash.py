"""The SHA-256 of a file: what the load ledger knows an input by, and a manifest a release."""

import hashlib
from pathlib import Path


def sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
