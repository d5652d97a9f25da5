"""The figures to take away: CSV and Parquet, described for machines by Frictionless and DCAT."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboards import file_formats, weather_credit
from dashboards.language import LANGUAGES, Texts
from dashboards.public_site.contents import Contents, Dataset

KINDS = {"BOOLEAN": "boolean", "DOUBLE": "number", "DATE": "date", "TIMESTAMP": "datetime"}
# Without these a whole number beside a missing one would be written as 2.0.
WHOLE_NUMBERS = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype()}
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def files(found: Contents) -> dict[str, bytes]:
    """By address: the tables, then what describes them."""
    written = dict(_written(found.open_data))
    package = _json(_package(found, written))
    written["data/datapackage.json"] = package
    written["data/catalog.jsonld"] = _json(_catalogue(found, written))
    return written


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _written(open_data: Mapping[str, Dataset]) -> Iterator[tuple[str, bytes]]:
    for name, dataset in open_data.items():
        frame = dataset.rows.to_pandas(types_mapper=WHOLE_NUMBERS.get)
        yield f"data/{name}.csv", file_formats.csv(frame)
        sink = io.BytesIO()
        pq.write_table(dataset.rows, sink)
        yield f"data/{name}.parquet", sink.getvalue()


def _json(content: dict) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _titles(key: str, **values: object) -> str:
    return " ".join(Texts("public_open_data", language)(key, **values) for language in LANGUAGES)


def _package(found: Contents, written: Mapping[str, bytes]) -> dict:
    info = found.info
    package = {
        "profile": "data-package",
        "name": "fairlane-public-figures",
        "id": f"{info['release_name']}-{info['as_of']:%Y%m%dT%H%M%S}",
        "title": _titles("package_title"),
        "description": _titles("package_simulated" if info["is_simulated"] else "package_real"),
        "version": info["release_name"],
        "created": f"{info['as_of']:%Y-%m-%dT%H:%M:%S}Z",
        "sources": [{"title": _titles("source", platforms=info["platforms"])}, *_weather(info)],
        "resources": [
            resource
            for name, dataset in found.open_data.items()
            for resource in (
                _table(name, dataset) | _file(f"{name}.csv", written),
                # Frictionless reads Parquet only with a plug-in; as a file it is checked by hash.
                {"name": f"{name}_parquet", "title": _titles(name), "type": "file"}
                | _file(f"{name}.parquet", written),
            )
        ],
    }
    if info["licence"]:
        licence = {"name": info["licence"], "path": info["licence_url"]}
        package["licenses"] = [{key: value for key, value in licence.items() if value}]
    if info["publisher"]:
        package["contributors"] = [{"title": info["publisher"], "role": "publisher"}]
    return package


def _weather(info: Mapping) -> list[dict]:
    if not weather_credit.is_due(info):
        return []
    title = f"{weather_credit.SOURCE} ({weather_credit.LICENCE}): {_titles('weather_changed')}"
    return [{"title": title, "path": weather_credit.SOURCE_URL}]


def _file(path: str, written: Mapping[str, bytes]) -> dict:
    content, kind = written[f"data/{path}"], path.rpartition(".")[2]
    return {
        "path": path,
        "format": kind,
        "mediatype": MEDIA_TYPES[kind],
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
    }


def _table(name: str, dataset: Dataset) -> dict:
    schema: dict = {
        "fields": [_field(dataset, column) for column in dataset.types],
        "missingValues": [""],
        "primaryKey": list(dataset.key),
    }
    if name in ("metric_values", "coverage", "claims"):
        reference = {"resource": "metric_catalogue", "fields": ["metric_id"]}
        schema["foreignKeys"] = [{"fields": ["metric_id"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": _titles(name),
        "encoding": "utf-8-sig",
        "schema": schema,
    }


def _field(dataset: Dataset, column: str) -> dict:
    kind = dataset.types[column]
    field = {
        "name": column,
        "title": column.replace("_", " ").capitalize(),
        "type": KINDS.get(kind, "integer" if "INT" in kind else "string"),
    }
    if kind == "BOOLEAN":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    if column in dataset.descriptions:
        field["description"] = dataset.descriptions[column]
    return field


def _catalogue(found: Contents, written: Mapping[str, bytes]) -> dict:
    """DCAT, every address relative to this file: the site does not know where it is served."""
    info = found.info
    dataset = {
        "@id": "#figures",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:title": [
            {"@language": language, "@value": Texts("public_open_data", language)("package_title")}
            for language in LANGUAGES
        ],
        "dct:description": _titles("package_simulated" if info["is_simulated"] else "package_real"),
        "dct:identifier": info["release_name"],
        "dct:issued": {"@type": "xsd:dateTime", "@value": f"{info['as_of']:%Y-%m-%dT%H:%M:%S}Z"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{info['first_date']:%Y-%m-%d}"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{info['last_date']:%Y-%m-%d}"},
        },
        "dcat:distribution": [
            _distribution(address, content) for address, content in written.items()
        ],
    }
    if info["licence"]:
        dataset["dct:license"] = (
            {"@id": info["licence_url"]} if info["licence_url"] else info["licence"]
        )
    if weather_credit.is_due(info):
        dataset["dct:source"] = {
            "@id": weather_credit.SOURCE_URL,
            "dct:license": {"@id": weather_credit.LICENCE_URL},
        }
    if info["publisher"]:
        dataset["dct:publisher"] = {"@type": "foaf:Organization", "foaf:name": info["publisher"]}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "schema": "https://schema.org/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": "",
        "@type": "dcat:Catalog",
        "dct:title": _titles("package_title"),
        "dcat:dataset": [dataset],
    }


def _distribution(address: str, content: bytes) -> dict:
    name = address.removeprefix("data/")
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": MEDIA_TYPES.get(name.rpartition(".")[2], "application/json"),
        "dcat:byteSize": len(content),
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256(content),
        },
    }
