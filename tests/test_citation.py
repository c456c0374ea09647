"""CITATION.cff follows its standard and says what the package says of itself; so does the page on citing.

`schemas/cff-1.2.0.json` is the schema of the Citation File Format 1.2.0 (https://doi.org/10.5281/zenodo.5171937, CC BY 4.0), the
one that cffconvert 2.0.0 checks files with.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from jalons import __version__


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    root = Path(__file__).parents[1]
    return yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "schemas" / "cff-1.2.0.json").read_text(encoding="utf-8"))


def test_it_follows_the_standard(citation: dict[str, Any], schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(citation)


@pytest.mark.parametrize("fault", [{"authors": []}, {"license": "libre"}, {"doi": "à venir"}, {"titre": "Jalons"}])
def test_the_schema_finds_faults(citation: dict[str, Any], schema: dict[str, Any], fault: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(citation | fault, schema, jsonschema.Draft7Validator)


def test_it_says_what_the_package_says(citation: dict[str, Any], root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == __version__
    assert (citation["abstract"], citation["license"]) == (project["description"], project["license"])
    assert citation["keywords"] == project["keywords"]
    assert citation["title"].lower() == project["name"]
    holders = re.findall(r"^Copyright \(c\) \d+ (.+)$", (root / "LICENSE").read_text(encoding="utf-8"), re.M)
    assert [author["name"] for author in citation["authors"]] == holders


def test_the_page_cites_the_same(citation: dict[str, Any], root: Path) -> None:
    page = (root / "docs" / "citer.md").read_text(encoding="utf-8")
    (bibtex,) = re.findall(r"```bibtex\n(.*?)```", page, re.S)
    (author,) = citation["authors"]
    fields = dict(re.findall(r"(\w+) = \{+(.*?)\}+", bibtex))
    assert (fields["author"], fields["title"], fields["version"]) == (author["name"], citation["title"], citation["version"])
    assert f"{author['name']}, *{citation['title']}*, version {citation['version']}" in page
