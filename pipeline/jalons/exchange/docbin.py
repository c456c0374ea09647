"""spaCy: a `DocBin` of blank French documents whose span group `mentions` and entities are the mentions.

A span's label, `kb_id_` (value) and `id_` (rule) are those that Jalons' own pipeline gives. Tokens are spaCy's, cut where a
mention starts or ends inside one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import AnnotationFormatError, DocumentTooLargeError, JalonsError
from jalons.exchange._annotated import Annotated, Annotation, checked, encodable
from jalons.readers import Limits

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SUFFIXES: Final = (".spacy",)
GROUP: Final = "mentions"
_OWN: Final = "jalons"


def write(documents: Sequence[Annotated]) -> dict[str, bytes]:
    """The file, by name."""
    from spacy.tokens import DocBin

    docs = [_doc(encodable(document, "docbin"), _french()) for document in documents]
    return {"documents.spacy": DocBin(docs=docs, store_user_data=True).to_bytes()}


@cache
def _french() -> Language:
    """A blank pipeline: making one takes longer than tokenising a document."""
    import spacy

    return spacy.blank("fr")


def _doc(document: Annotated, nlp: Language) -> Doc:
    from spacy.tokens import Doc, SpanGroup

    nlp.max_length = max(nlp.max_length, len(document.text) + 1)
    words, spaces = _tokens(document, nlp)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    spans = [
        doc.char_span(mark.start, mark.end, label=mark.label, kb_id=mark.norm, span_id=mark.rule) for mark in document.annotations
    ]
    found = [span for span in spans if span is not None]
    assert doc.text == document.text and len(found) == len(spans)  # the tokens were cut for this
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=found)
    doc.set_ents(found)
    doc.user_data[_OWN] = {
        "document": document.id,
        "reference_date": document.reference_date,
        "ids": [mark.id for mark in document.annotations],
        "optional": [mark.optional for mark in document.annotations],
    }
    return doc


def _tokens(document: Annotated, nlp: Language) -> tuple[list[str], list[bool]]:
    """The words of a text, and whether a space that is not one of them follows each."""
    text = document.text
    bounds = sorted({offset for mark in document.annotations for offset in (mark.start, mark.end)})
    edges = {0, len(text), *bounds}
    # A space inside a mention's edge must be a token of its own.
    own = {mark.start for mark in document.annotations} | {mark.end - 1 for mark in document.annotations}
    free: set[int] = set()
    for token in nlp.make_doc(text):
        end = token.idx + len(token)
        edges |= {token.idx, end}
        if token.whitespace_ and end not in own:
            free.add(end)
            edges.add(end + 1)
        elif token.whitespace_:
            edges.add(end + 1)
    cuts = sorted(edges)
    pieces = [(start, end) for start, end in pairwise(cuts) if start not in free]
    return [text[start:end] for start, end in pieces], [end in free for _, end in pieces]


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a `DocBin`."""
    return path.suffix.lower() in SUFFIXES and data[:1] == b"\x78"


def read(data: bytes, path: Path) -> list[Annotated]:
    """The documents in a file; raises an `AnnotationError`, or `DocumentTooLargeError` for what unpacks to too much."""
    found = []
    try:
        for number, doc in enumerate(_docs(data, path), start=1):
            found.append(_annotated(path, number, doc))
    except JalonsError:
        raise
    except Exception as error:
        # The library raises whatever it stumbles upon: KeyError, ValueError, msgpack's and numpy's own errors…
        raise AnnotationFormatError(path, "fichier entier", f"ce n'est pas un DocBin que l'on puisse lire ({error!r})") from None
    return found


def _docs(data: bytes, path: Path) -> Iterator[Doc]:
    """The documents, rebuilt of their words and span groups alone: what else a file says of tokens is not trusted."""
    import numpy
    import srsly
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    limit = Limits.from_environment().unpacked_bytes
    opened = zlib.decompressobj()
    unpacked = opened.decompress(data, limit)
    if opened.unconsumed_tail:
        raise DocumentTooLargeError(path, f"décompressé, le fichier dépasse {limit / 1e6:g} Mo (JALONS_UNPACKED_BYTES)")
    message = srsly.msgpack_loads(unpacked)
    (orth,) = DocBin(attrs=()).attrs
    attributes = list(message["attrs"])
    table = numpy.frombuffer(message["tokens"], dtype="uint64").reshape(-1, len(attributes))
    words = numpy.ascontiguousarray(table[:, attributes.index(orth)])
    message |= {"attrs": [orth], "tokens": words.tobytes()}
    packed = zlib.compress(srsly.msgpack_dumps(message), 1)
    yield from DocBin().from_bytes(packed).get_docs(Vocab())


def _annotated(path: Path, number: int, doc: Doc) -> Annotated:
    if GROUP not in doc.spans:
        raise AnnotationFormatError(path, f"document n° {number}", f"il n'a pas de groupe d'empans « {GROUP} »")
    spans = list(doc.spans[GROUP])
    own: Any = doc.user_data.get(_OWN)
    own = own if isinstance(own, Mapping) else {}
    ids, optional = (tuple(own.get(name) or ()) for name in ("ids", "optional"))
    # What stands beside the spans is theirs only while there are as many.
    ids = ids if len(ids) == len(spans) else ("",) * len(spans)
    optional = optional if len(optional) == len(spans) else (False,) * len(spans)
    marks = tuple(
        Annotation(span.start_char, span.end_char, span.label_, span.kb_id_, str(name), span.id_, bool(free))
        for span, name, free in zip(spans, ids, optional, strict=True)
    )
    name = str(own.get("document") or f"{path.stem}-{number}")
    return checked(path, f"document n° {number} ({name})", Annotated(name, doc.text, marks, str(own.get("reference_date") or "")))
