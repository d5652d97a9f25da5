"""The shelf of releases of a home: which there are, which is current, whether they are whole."""

import os
import shutil
import time
from pathlib import Path

from pipelines.paths import Home
from pipelines.releases import verify
from pipelines.releases.verify import MANIFEST, sha256

SECONDS_A_DAY = 86_400


class NoSuchRelease(LookupError):
    """Asked for a release that is not on the shelf, or whose files are gone."""


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
    if is_pruned(home, name):
        raise NoSuchRelease(f"Release {name} was pruned; its manifest is all that is left of it.")
    draft = home.releases / ".current-draft"
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.name)
    os.replace(draft, home.current_release)  # noqa: PTH105 — Path.replace would follow the link


def head_hash(home: Home) -> str | None:
    """SHA-256 of the newest manifest: the whole chain hangs from it."""
    return sha256(home.releases / names(home)[-1] / MANIFEST) if names(home) else None


def is_pruned(home: Home, name: str) -> bool:
    """Whether only its manifest was kept."""
    return [path.name for path in (home.releases / name).iterdir()] == [MANIFEST]


def faults(home: Home, name: str) -> list[str]:
    """What is wrong with a release; empty when it is whole and its chain to the first unbroken."""
    release = folder(home, name)
    manifests = {
        other: text
        for other, text in verify.shelf_manifests(home.releases).items()
        if other <= name
    }
    return verify.chain_faults(manifests) or verify.release_faults(release, manifests)


def prune(home: Home, keep_days: float) -> list[str]:
    """Delete the files of releases made more than so many days ago, and name them.

    The current one stays whole, and so does every manifest: the chain must not break.
    """
    made_before = time.time() - keep_days * SECONDS_A_DAY
    old = [
        name
        for name in names(home)
        if name != current(home)
        and (home.releases / name / MANIFEST).stat().st_mtime < made_before
        and not is_pruned(home, name)
    ]
    for name in old:
        for path in (home.releases / name).iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != MANIFEST:
                path.unlink()
    return old
