"""Checks Fairlane releases against their manifests, offline, with nothing but Python 3.11.

    python verify.py FOLDER [--head SHA256]

FOLDER holds releases (000001/, 000002/, ...), or is a copy of the public site. Each manifest names
the SHA-256 of every file of its release and of the manifest before it, so whoever knows the newest
manifest's hash can tell whether anything published since the first release was changed. The hash
of a release's manifest stands on every public page of the next one; `--head` holds the newest
manifest against one that was written down elsewhere.

Prints what is wrong, one line each, and exits 1; exits 0 if everything is as it was published.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

MANIFEST = "manifest.json"
# The site carries the manifests up to its own. None is listed in another: the chain guards them.
COPY = re.compile(r"public/chain/(\d{6})\.json")
PREVIOUS = "previous_manifest_sha256"


def canonical(content: object) -> bytes:
    """JSON as RFC 8785 writes it; a manifest holds texts, whole numbers, true, false and null."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def sha256(file: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def hashes(folder: Path, prefix: str = "") -> dict[str, str]:
    """SHA-256 of every file below a folder that a manifest lists, by its path within a release."""
    paths = {
        prefix + file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_file() or file.is_symlink()
    }
    return {
        path: sha256(file)
        for path, file in paths.items()
        if path != MANIFEST and not COPY.fullmatch(path)
    }


def differences(listed: dict, found: dict) -> list[str]:
    """What a manifest and the files disagree on."""
    missing, unlisted = listed.keys() - found.keys(), found.keys() - listed.keys()
    changed = (file for file in listed.keys() & found.keys() if listed[file] != found[file])
    return [
        *(f"{file} is missing" for file in sorted(missing)),
        *(f"{file} is not in the manifest" for file in sorted(unlisted)),
        *(f"{file} has changed" for file in sorted(changed)),
    ]


def manifest_faults(name: str, text: bytes) -> list[str]:
    """Why a manifest is none, by itself."""
    try:
        content = json.loads(text)
        is_its_own = content["release"] == name and isinstance(content["files"], dict)
        is_canonical = PREVIOUS in content and canonical(content) == text
    except (ValueError, TypeError, KeyError):
        return [f"{MANIFEST} of {name} is not a manifest"]
    if not is_its_own:
        return [f"{MANIFEST} of {name} is that of another release"]
    return [] if is_canonical else [f"{MANIFEST} of {name} is not written as RFC 8785 asks"]


def chain_faults(manifests: dict[str, bytes]) -> list[str]:
    """Where the chain breaks; `manifests` by release name. Names count from 000001."""
    wrong = [
        fault for name in sorted(manifests) for fault in manifest_faults(name, manifests[name])
    ]
    if wrong:
        return wrong
    for number in range(1, int(max(manifests)) + 1):
        name, before = f"{number:06d}", f"{number - 1:06d}"
        if name not in manifests:
            return [f"{MANIFEST} of {name} is missing"]
        expected = hashlib.sha256(manifests[before]).hexdigest() if number > 1 else None
        if json.loads(manifests[name])[PREVIOUS] != expected:
            follows = f"that of {before}" if number > 1 else "no release"
            wrong.append(f"{MANIFEST} of {name} does not follow from {follows}")
    return wrong


def release_faults(folder: Path, manifests: dict[str, bytes]) -> list[str]:
    """What is wrong with the files of one release. One that was pruned keeps its manifest only."""
    listed, found = json.loads(manifests[folder.name])["files"], hashes(folder)
    if not found:
        return []
    expected = {name: text for name, text in manifests.items() if name <= folder.name}
    return differences(listed, found) + _copy_faults(folder / "public", expected)


def site_faults(site: Path, manifests: dict[str, bytes]) -> list[str]:
    """What is wrong with the files of a copy of the public site."""
    listed = json.loads(manifests[max(manifests)])["files"]
    published = {file: digest for file, digest in listed.items() if file.startswith("public/")}
    return differences(published, hashes(site, "public/"))


def _copy_faults(site: Path, manifests: dict[str, bytes]) -> list[str]:
    listed = {f"public/chain/{name}.json": text for name, text in manifests.items()}
    found = {f"public/chain/{name}.json": text for name, text in copied_manifests(site).items()}
    return differences(listed, found)


def shelf_manifests(folder: Path) -> dict[str, bytes]:
    """The manifests of a folder of releases, by release name."""
    return {file.parent.name: file.read_bytes() for file in folder.glob(f"[0-9]*/{MANIFEST}")}


def copied_manifests(site: Path) -> dict[str, bytes]:
    """The manifests that a public site carries, by release name."""
    return {file.stem: file.read_bytes() for file in site.glob("chain/*.json")}


def head_of(manifests: dict[str, bytes]) -> str:
    """SHA-256 of the newest manifest."""
    return hashlib.sha256(manifests[max(manifests)]).hexdigest()


def faults(folder: Path, head: str | None = None) -> list[str]:
    """Everything that is wrong with a folder of releases or a copy of the public site."""
    releases = shelf_manifests(folder)
    manifests = releases or copied_manifests(folder)
    if not manifests:
        return [f"{folder} holds neither releases nor a public site with its chain"]
    wrong = chain_faults(manifests)
    if head and head_of(manifests) != head:
        wrong.append(f"{MANIFEST} of {max(manifests)} is not the one whose hash was given")
    if wrong:
        return wrong
    if not releases:
        return site_faults(folder, manifests)
    return [
        f"{name}: {fault}"
        for name in sorted(releases)
        for fault in release_faults(folder / name, manifests)
    ]


def main() -> int:
    """Check the folder that the command names; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--head", help="SHA-256 of the newest manifest, from elsewhere")
    arguments = parser.parse_args()
    wrong = faults(arguments.folder, arguments.head)
    if not wrong:
        manifests = shelf_manifests(arguments.folder) or copied_manifests(arguments.folder)
        sys.stdout.write(f"whole: {len(manifests)} releases, head {head_of(manifests)}\n")
    for fault in wrong:
        sys.stdout.write(fault + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
