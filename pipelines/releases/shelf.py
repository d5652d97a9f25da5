"""The shelf of releases of a home: which there are, which is current, whether they are whole."""

import os
from pathlib import Path

from pipelines.file_hash import sha256
from pipelines.paths import Home
from pipelines.releases.manifest import MANIFEST, file_hashes, read_manifest


class NoSuchRelease(LookupError):
    """Asked for a release that is not on the shelf."""


def names(home: Home) -> list[str]:
    """Every finished release, oldest first."""
    return sorted(file.parent.name for file in home.releases.glob(f"[0-9]*/{MANIFEST}"))


def current(home: Home) -> str | None:
    """The name of the release that readers get, or None before the first."""
    return home.current_release.resolve().name if home.current_release.exists() else None


def folder(home: Home, name: str) -> Path:
    if name not in names(home):
        known = ", ".join(names(home))
        raise NoSuchRelease(
            f"There is no release {name}. There are: {known}."
            if known
            else "There is no release yet; `fairlane run` makes one."
        )
    return home.releases / name


def make_current(home: Home, name: str) -> None:
    """Point readers at a release, by one rename: they see the old one or the new one."""
    target = folder(home, name)
    draft = home.releases / ".current-draft"
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.name)
    os.replace(draft, home.current_release)  # noqa: PTH105 — Path.replace would follow the link


def head_hash(home: Home) -> str | None:
    """SHA-256 of the newest manifest: the whole chain hangs from it."""
    return sha256(home.releases / names(home)[-1] / MANIFEST) if names(home) else None


def faults(home: Home, name: str) -> list[str]:
    """What is wrong with a release; empty when it is whole and its chain to the first unbroken."""
    release = folder(home, name)
    listed, found = read_manifest(release)["files"], file_hashes(release)
    wrong = [f"{file} is missing" for file in sorted(listed.keys() - found.keys())]
    wrong += [f"{file} is not in the manifest" for file in sorted(found.keys() - listed.keys())]
    wrong += [
        f"{file} has changed"
        for file in sorted(listed.keys() & found.keys())
        if listed[file] != found[file]
    ]
    return wrong + _chain_faults(home, name)


def _chain_faults(home: Home, name: str) -> list[str]:
    older = [other for other in names(home) if other < name]
    expected = sha256(home.releases / older[-1] / MANIFEST) if older else None
    if read_manifest(home.releases / name)["previous_manifest_sha256"] != expected:
        return [f"{MANIFEST} does not follow from that of {older[-1] if older else 'no release'}"]
    return _chain_faults(home, older[-1]) if older else []
