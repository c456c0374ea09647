"""INCEpTION, by UIMA CAS XMI (XML 1.0): a file a document, with the layers and the tag set to import first."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.errors import AnnotationFormatError, UnfitTextError
from jalons.exchange._annotated import Annotated, encodable
from jalons.exchange._cas import DOCUMENT, MENTION, VIEW, annotated_of, cas_of, kept, settings, types
from jalons.exchange._files import file_names
from jalons.readers._archives import parse_xml

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem
    from lxml.etree import _Element as Element

SUFFIXES: Final = (".xmi", ".xml")
_CAS: Final = "{http:///uima/cas.ecore}"
_XMI: Final = "{http://www.omg.org/XMI}"
_ID: Final = f"{_XMI}id"
_OURS: Final = {f"{{http:///webanno/custom.ecore}}{name.rpartition('.')[2]}": name for name in (MENTION, DOCUMENT)}
_NO_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(documents: Sequence[Annotated]) -> dict[str, bytes]:
    """The files, by name: one a document in `documents/`, and what INCEpTION must import first.

    Raises `UnfitTextError` if a text has a character that XML 1.0 has not (a form feed between pages, for instance).
    """
    system, files = types(), settings()
    for name, document in file_names(documents, ".xmi"):
        _check(document)
        files[f"documents/{name}"] = cas_of(encodable(document, "inception-xmi"), system).to_xmi().encode()
    return files


def _check(document: Annotated) -> None:
    for text in (document.id, document.text, *(mark.norm for mark in document.annotations)):
        if found := _NO_XML.search(text):
            reason = (
                f"le XML n'admet pas le caractère U+{ord(found[0]):04X} (caractère {found.start()}) : exportez --to inception"
            )
            raise UnfitTextError(document.id, "inception-xmi", reason)


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a CAS in XMI."""
    return path.suffix.lower() in SUFFIXES and b"http://www.omg.org/XMI" in data[:10_000]


def read(data: bytes, path: Path) -> list[Annotated]:
    """The document in a file; raises an `AnnotationError`, or `HostileDocumentError` for XML that declares entities."""
    root = parse_xml(data, path, path.name)
    _reduce(root, path)

    def load(system: TypeSystem) -> Cas:
        from cassis import load_cas_from_xmi
        from lxml import etree

        return load_cas_from_xmi(io.BytesIO(etree.tostring(root)), typesystem=system)

    return [annotated_of(path, load)]


def _reduce(root: Element, path: Path) -> None:
    """Leaves, of a CAS, the text of its first view and our layers."""
    sofas = [each for each in root if each.tag == f"{_CAS}Sofa" and each.get("sofaID") == VIEW]
    if root.tag != f"{_XMI}XMI" or len(sofas) != 1 or not sofas[0].get(_ID):
        raise AnnotationFormatError(path, "fichier entier", "ce n'est pas un CAS en XMI : il n'a pas un texte, et un seul")
    number = sofas[0].get(_ID)
    ours = [each for each in root if each.tag in _OURS and each.get("sofa") == number]
    for each in ours:
        wanted = [*kept(map(str, each.attrib), _OURS[str(each.tag)]), "sofa", _ID]
        for name in set(each.attrib) - set(wanted):
            del each.attrib[name]
        each[:] = []
    members = {each.get(_ID) for each in ours}
    views = [each for each in root if each.tag == f"{_CAS}View" and each.get("sofa") == number]
    for each in views:
        each.set("members", " ".join(m for m in str(each.get("members", "")).split() if m in members))
    root[:] = [*sofas, *ours, *views]
