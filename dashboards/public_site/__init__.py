"""The public's static pages: built once per release, served as they are."""

from dashboards.public_site.builder import build

__all__ = ["build"]
