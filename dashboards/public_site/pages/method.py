"""What each figure says, how it is made, and what it does not say."""

from collections.abc import Iterator

from dashboards.public_site.site import Site


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    yield "method.html", {"template": "method", "metrics": site.found.catalogue}
