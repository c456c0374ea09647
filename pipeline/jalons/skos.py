"""The lexicon of concepts as SKOS, and SKOS as rows of the lexicon.

Standard: https://www.w3.org/TR/skos-reference/. Each relation is stated in both directions, each concept says its scheme, its
notation and whether it is a top concept: thesaurus editors such as Opentheso read all of that and infer nothing. No address is
fetched: a file is parsed from its text, and formats that refer to others by address (JSON-LD contexts) are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from jalons.errors import DataError
from jalons.folding import plain
from jalons.gazetteer import key_of
from jalons.rules import LexiconRow

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

BASE: Final = "https://example.org/jalons/concepts"
"""The address of the scheme unless another is given: a reserved one (RFC 2606), for a project without an address of its own."""
COLUMNS: Final = ("id", "name", "variants", "definition", "source", "broader", "related")
"""The columns of `models/lexicons/concepts.csv`."""
FORMATS: Final = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".nt": "nt"}
"""What can be read: file endings and rdflib's names of the formats."""

_TITLE: Final = "Notions des relations entre sciences et société"
_LANGUAGE: Final = "fr"
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def to_skos(rows: Iterable[LexiconRow], *, base: str = BASE) -> str:
    """The rows as Turtle; `base` is the address of the scheme, that of a concept is `base#id`."""
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import DCTERMS, RDF, SKOS

    rows = sorted(rows, key=lambda row: row.id)
    ids = {row.id for row in rows}
    graph = Graph()
    scheme = URIRef(base)

    def label(text: str) -> Literal:
        return Literal(plain(text), lang=_LANGUAGE)

    def place(concept: str) -> URIRef:
        return URIRef(f"{base}#{quote(concept)}")

    for about in ((RDF.type, SKOS.ConceptScheme), (DCTERMS.title, label(_TITLE)), (SKOS.prefLabel, label(_TITLE))):
        graph.add((scheme, *about))
    for row in rows:
        concept, broader = place(row.id), _listed(row, "broader", ids)
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.notation, Literal(row.id)))
        graph.add((concept, DCTERMS.identifier, Literal(row.id)))
        graph.add((concept, SKOS.prefLabel, label(row.name)))
        for variant in row.variants:
            graph.add((concept, SKOS.altLabel, label(variant)))
        if row.cells.get("definition"):
            graph.add((concept, SKOS.definition, label(row.cells["definition"])))
        if row.source:
            graph.add((concept, DCTERMS.source, label(row.source)))
        for other in broader:
            graph.add((concept, SKOS.broader, place(other)))
            graph.add((place(other), SKOS.narrower, concept))
        if not broader:
            graph.add((scheme, SKOS.hasTopConcept, concept))
            graph.add((concept, SKOS.topConceptOf, scheme))
        for other in _listed(row, "related", ids):
            graph.add((concept, SKOS.related, place(other)))
            graph.add((place(other), SKOS.related, concept))
    return graph.serialize(format="turtle")


def _listed(row: LexiconRow, column: str, ids: set[str]) -> list[str]:
    """The ids in a cell, without those of no row."""
    return [part for part in row.cells.get(column, "").split("|") if part in ids]


def from_skos(path: str | Path) -> list[dict[str, str]]:
    """The concepts of a SKOS file as rows of the lexicon (`COLUMNS`), in the order of their ids.

    Labels in French are taken, else those without language, else any. A concept's id is its notation, identifier or address.
    Raises `DataError` if the file cannot be read as RDF, has no concept or two with one id.
    """
    from rdflib.namespace import RDF, SKOS

    path = Path(path)
    graph = _parse(path)
    concepts = sorted({node for node in graph.subjects(RDF.type, SKOS.Concept) if _label(graph, node, SKOS.prefLabel)}, key=str)
    if not concepts:
        raise DataError(path, "fichier entier", "aucun skos:Concept avec un skos:prefLabel ; exportez le thésaurus en SKOS")
    ids = {node: _id(graph, node) for node in concepts}
    owners: dict[str, Node] = {}
    for node, concept in ids.items():
        if owners.setdefault(concept, node) != node:
            raise DataError(path, f"concept {node}", f"son identifiant « {concept} » est déjà celui de {owners[concept]}")
    return sorted((_row(graph, node, ids) for node in concepts), key=lambda row: row["id"])


def _parse(path: Path) -> Graph:
    from rdflib import Graph

    parser = FORMATS.get(path.suffix.lower())
    if parser is None:
        raise DataError(path, "fichier entier", f"format inconnu ; formats : {', '.join(FORMATS)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, "fichier entier", f"illisible ({error})") from None
    graph = Graph()
    try:
        graph.parse(data=text, format=parser, publicID=BASE)
    except Exception as error:  # each of rdflib's parsers raises errors of its own
        reason = plain(str(error))[:120]
        raise DataError(path, "fichier entier", f"n'est pas du RDF ({parser}) valide : {reason}") from None
    return graph


def _row(graph: Graph, node: Node, ids: dict[Node, str]) -> dict[str, str]:
    from rdflib.namespace import DCTERMS, SKOS

    name = _label(graph, node, SKOS.prefLabel)
    variants = {*_labels(graph, node, SKOS.altLabel), *_labels(graph, node, SKOS.hiddenLabel)} - {name}
    sources = _labels(graph, node, DCTERMS.source)
    broader = {*graph.objects(node, SKOS.broader), *graph.subjects(SKOS.narrower, node)}
    related = {*graph.objects(node, SKOS.related), *graph.subjects(SKOS.related, node)}
    return {
        "id": ids[node],
        "name": name,
        "variants": "|".join(sorted(variant.replace("|", "/") for variant in variants)),
        "definition": _label(graph, node, SKOS.definition),
        "source": " ; ".join(sources) or plain(str(node)),
        "broader": "|".join(sorted(_known(broader, ids, node))),
        "related": "|".join(sorted(_known(related, ids, node))),
    }


def _known(nodes: Iterable[Node], ids: dict[Node, str], own: Node) -> Iterator[str]:
    return (ids[node] for node in nodes if node in ids and node != own)


def _labels(graph: Graph, node: Node, predicate: Node) -> Sequence[str]:
    """The literals of a node in the best language there is, plain and sorted."""
    from rdflib import Literal

    found = [each for each in graph.objects(node, predicate) if isinstance(each, Literal) and plain(str(each))]
    languages = [(each.language or "").partition("-")[0] for each in found]
    best = next((language for language in (_LANGUAGE, "") if language in languages), languages[0] if languages else "")
    return sorted({plain(str(each)) for each, language in zip(found, languages, strict=True) if language == best})


def _label(graph: Graph, node: Node, predicate: Node) -> str:
    return next(iter(_labels(graph, node, predicate)), "")


def _id(graph: Graph, node: Node) -> str:
    """The id of a concept: its notation, identifier or the end of its address if that is made of words, else its label."""
    from rdflib.namespace import DCTERMS, SKOS

    address = str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
    said = [*_labels(graph, node, SKOS.notation), *_labels(graph, node, DCTERMS.identifier)]
    words = [each for each in (*said, address) if _ID.fullmatch(each) and any(c.isalpha() for c in each)]
    return next(iter(words), "") or _kebab(_label(graph, node, SKOS.prefLabel)) or _kebab(address)


def _kebab(text: str) -> str:
    return "-".join(word for word in key_of(text) if word.isalnum())
