"""The catalogue of a release: DCAT 3 in JSON-LD, every address relative to the file: the folder may stand anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.files import read_file, reason
from policykit.base.resources import load
from policykit.base.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.interchange.release.columns import Table

__all__ = ["About", "File", "catalogue", "title_of"]

_MEDIA = {"jsonl": "", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
"""Formats of a release, each with its media type where IANA has one."""
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IANA = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


@dataclass(frozen=True)
class About:
    """What is said of a release as a whole; what nobody has said is left out."""

    day: date
    title: str = ""
    """Of the knowledge base, in Chinese."""
    publisher: str = ""
    license: str = ""
    """Address of the licence, or what it is called."""
    divisions: tuple[str, ...] = ()
    """Codes of the places whose policies are in it."""

    @property
    def version(self) -> str:
        """The day, as the version is called."""
        return self.day.isoformat()


@dataclass(frozen=True)
class File:
    """A file of a table: its address in the folder, its length in bytes and its checksum."""

    name: str
    size: int
    sha256: str


def catalogue(about: About, held: Iterable[tuple[Table, Mapping[str, File]]]) -> dict[str, Any]:
    """The catalogue: a dataset for each table, a distribution for each of its files by format.

    >>> made = catalogue(About(date(2026, 11, 30)), [])
    >>> made["@type"], made["dcat:version"], "dct:license" in made
    ('dcat:Catalog', '2026-11-30', False)
    """
    words = load("release")
    stated = {
        **_told(about),
        "dct:title": _both(about.title or words["title"]["zh"], words["title"]["en"]),
        "dct:description": _both(words["title"]["zh"], words["title"]["en"]),
        "dct:spatial": [_place(code) for code in about.divisions],
        "dcat:dataset": [_dataset(about, table, files) for table, files in held],
    }
    return {"@context": _CONTEXT, "@id": "#catalogue", "@type": "dcat:Catalog", **_without_empty(stated)}


def title_of(root: Path) -> str:
    """What `_config.yml` of a knowledge base calls it; empty where it says nothing. Raises `PolicykitError` (PK107).

    >>> title_of(Path("nowhere"))
    ''
    """
    settings = root / "_config.yml"
    if not settings.is_file():
        return ""
    try:
        told = YAML(typ="safe").load(read_file(settings))
    except (YAMLError, ValueError) as error:
        _, problems = read(settings, str(settings))  # which says where
        unread = Diagnostic(Code.YAML_UNREADABLE, {"why": reason(error)}, file=str(settings))
        raise PolicykitError(problems or [unread]) from error
    title = told.get("title") if isinstance(told, dict) else None
    return title if isinstance(title, str) else ""


def _told(about: About) -> dict[str, Any]:
    return {
        "dct:publisher": about.publisher and {"@type": "foaf:Agent", "foaf:name": about.publisher},
        "dct:license": _license(about),
        "dct:issued": {"@value": about.version, "@type": "xsd:date"},
        "dcat:version": about.version,
        "dct:language": [{"@id": f"{_LANGUAGES}zh", "@type": "dct:LinguisticSystem"}],
    }


def _license(about: About) -> dict[str, Any]:
    """The licence; what is no address is its name, and no file of the release."""
    if not about.license:
        return {}
    told = {"@id": about.license} if "://" in about.license else {"rdfs:label": about.license}
    return {**told, "@type": "dct:LicenseDocument"}


def _dataset(about: About, table: Table, files: Mapping[str, File]) -> dict[str, Any]:
    stated = {
        **_told(about),
        "dct:identifier": table.name,
        "dct:title": _both(table.zh, table.en),
        "dct:description": _both(*table.about),
        "dct:conformsTo": {"@id": f"schemas/{table.name}.schema.json", "@type": "dct:Standard"},
        "dcat:distribution": [_distribution(about, table, kind, file) for kind, file in files.items()],
    }
    return {"@id": f"#{table.name}", "@type": "dcat:Dataset", **_without_empty(stated)}


def _distribution(about: About, table: Table, kind: str, file: File) -> dict[str, Any]:
    title, meant = load("release")["formats"][kind]
    stated = {
        "dct:title": _both(f"{table.zh}（{title}）", f"{table.en} ({title})"),
        "dct:description": [{"@value": meant, "@language": "zh"}],
        "dct:license": _license(about),
        "dcat:accessURL": {"@id": file.name},
        "dcat:downloadURL": {"@id": file.name},
        "dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": title},
        "dcat:mediaType": _MEDIA[kind] and {"@id": f"{_IANA}{_MEDIA[kind]}", "@type": "dct:MediaType"},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
        "rdfs:seeAlso": {"@id": "csv/csv-metadata.json"} if kind == "csv" else None,
    }
    return {"@id": f"#{table.name}-{kind}", "@type": "dcat:Distribution", **_without_empty(stated)}


def _place(code: str) -> dict[str, Any]:
    place = Division.of(code)
    return {
        "@type": "dct:Location",
        "dct:identifier": code,
        **({"skos:prefLabel": {"@value": place.name, "@language": "zh"}} if place.is_known else {}),
    }


def _both(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]


def _without_empty(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stated.items() if value}
