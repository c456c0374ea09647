"""INCEpTION, by UIMA CAS JSON 0.4.0: a file a document, with the layers and the tag set to import first.

Follows https://github.com/apache/uima-uimaj-io-jsoncas. It holds any text, unlike XMI, which is XML.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import AnnotationFormatError
from jalons.exchange._annotated import Annotated, encodable
from jalons.exchange._cas import DOCUMENT, MENTION, VIEW, annotated_of, cas_of, kept, settings, types
from jalons.exchange._files import file_names, parsed_json

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

SUFFIXES: Final = (".json",)
_STRUCTURES: Final = "%FEATURE_STRUCTURES"
_SOFA: Final = "uima.cas.Sofa"


def write(documents: Sequence[Annotated]) -> dict[str, bytes]:
    """The files, by name: one a document in `documents/`, and what INCEpTION must import first."""
    system, files = types(), settings()
    for name, document in file_names(documents, ".json"):
        files[f"documents/{name}"] = cas_of(encodable(document, "inception"), system).to_json(pretty_print=False).encode()
    return files


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a CAS in JSON."""
    return path.suffix.lower() in SUFFIXES and f'"{_STRUCTURES}"'.encode() in data


def read(data: bytes, path: Path) -> list[Annotated]:
    """The document in a file; raises an `AnnotationError`."""
    table = parsed_json(data, path)

    def load(system: TypeSystem) -> Cas:
        from cassis import load_cas_from_json

        return load_cas_from_json(json.dumps(_ours(table, path)), typesystem=system, merge_typesystem=False)

    return [annotated_of(path, load)]


def _ours(table: Any, path: Path) -> dict[str, Any]:
    """Of a CAS, the text of its first view and our layers, without its types and whatever else it holds."""
    structures = table.get(_STRUCTURES) if isinstance(table, Mapping) else None
    if isinstance(structures, Mapping):  # by id, in older files
        structures = [{**each, "%ID": int(key)} for key, each in structures.items() if isinstance(each, Mapping)]
    if not isinstance(structures, list):
        raise AnnotationFormatError(path, "fichier entier", f"ce n'est pas un CAS en JSON : pas de liste « {_STRUCTURES} »")
    structures = [each for each in structures if isinstance(each, Mapping) and isinstance(each.get("%ID"), int)]
    sofa = next((each for each in structures if each.get("%TYPE") == _SOFA and each.get("sofaID") == VIEW), None)
    if sofa is None or not isinstance(sofa.get("sofaString"), str):
        raise AnnotationFormatError(path, "fichier entier", "ce CAS n'a pas de texte")
    chosen: list[dict[str, Any]] = [
        {"%ID": each["%ID"], "%TYPE": each["%TYPE"], "@sofa": sofa["%ID"], **{n: each[n] for n in kept(each, each["%TYPE"])}}
        for each in structures
        if each.get("%TYPE") in (MENTION, DOCUMENT) and each.get("@sofa") == sofa["%ID"]
    ]
    head = {"%ID": sofa["%ID"], "%TYPE": _SOFA, "sofaNum": 1, "sofaID": VIEW, "sofaString": sofa["sofaString"]}
    view = {"%SOFA": sofa["%ID"], "%MEMBERS": [each["%ID"] for each in chosen]}
    return {"%TYPES": {}, _STRUCTURES: [head, *chosen], "%VIEWS": {VIEW: view}}
