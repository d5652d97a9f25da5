"""Everything to take away, with what it may be used for and how to cite it."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from dashboards.language import Texts
from dashboards.public_site.contents import OPEN_DATA
from dashboards.public_site.open_data import sha256
from dashboards.public_site.site import Site


def pages(site: Site, written: Mapping[str, bytes]) -> Iterator[tuple[str, dict]]:
    words = Texts("public_open_data", site.language)
    yield (
        "open-data.html",
        {
            "template": "open_data",
            "words": words,
            "tables": [_table(site, name, written, words) for name in OPEN_DATA],
            "package_hash": sha256(written["data/datapackage.json"]),
        },
    )


def _table(site: Site, name: str, written: Mapping[str, bytes], words: Texts) -> dict:
    files = [
        {
            "address": address,
            "name": PurePosixPath(address).name,
            "bytes": f"{len(written[address]):,}",
            "hash": sha256(written[address]),
        }
        for address in (f"data/{name}.csv", f"data/{name}.parquet")
    ]
    rows = site.found.open_data[name].rows.num_rows
    return {"title": words(name), "rows": f"{rows:,}", "files": files}
