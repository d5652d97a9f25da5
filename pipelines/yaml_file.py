"""Reading a YAML file that people write: what cannot be read is said with what to do about it."""

from pathlib import Path

import yaml


class CannotRead(Exception):
    """What is wrong with a file, and the remedy."""

    def __init__(self, what: str, remedy: str):
        super().__init__(f"{what}. {remedy}")
        self.what, self.remedy = what, remedy


def read_yaml(path: Path, wanted: str) -> object:
    """The document. `wanted` names the kind of file, for whoever gave none. Raises CannotRead."""
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise CannotRead(error.strerror or "unreadable", f"Give {wanted}.") from None
    except UnicodeDecodeError:
        raise CannotRead("not UTF-8", "Save it as UTF-8.") from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).replace(str(path), "").split())
        raise CannotRead(f"not YAML: {what}", "Mend the line named.") from None
