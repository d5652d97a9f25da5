"""Roles of readers: which pages each may open, and which file of a release."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    name: str
    sections: tuple[str, ...]
    """Headings of the navigation, as the app's entry file names them."""
    audiences: tuple[str, ...]
    """Whose files of a release it may open."""


PUBLIC = Role("public", ("published",), ("public",))
MANAGER = Role("manager", ("managers",), ("manager",))
ANALYST = Role("analyst", ("managers", "analysts"), ("manager", "analyst"))
