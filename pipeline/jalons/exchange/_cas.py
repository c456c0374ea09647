"""UIMA CAS, the format of INCEpTION: the layer of mentions, and documents in and out of a CAS.

Offsets in a serialised CAS count UTF-16 code units (UIMA References, 4.2.1); `dkpro-cassis` converts them. The layers and the tag
set are written as INCEpTION exports its own (`ExportedAnnotationLayer`, `ExportedTagSet`), so that it imports them.

A file's own type system is never read: `dkpro-cassis` makes classes of it, from source that it writes with the names in it.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import AnnotationFormatError, AnnotationRangeError, JalonsError
from jalons.exchange._annotated import Annotated, Annotation, checked
from jalons.types import LABELS

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

MENTION: Final = "webanno.custom.JalonsMention"
DOCUMENT: Final = "webanno.custom.JalonsDocument"
VIEW: Final = "_InitialView"
FEATURES: Final[Mapping[str, Mapping[str, str]]] = {
    MENTION: {
        "label": "String",
        "value": "String",
        "optional": "Boolean",
        "rule": "String",
        "identifier": "String",
    },
    DOCUMENT: {"document": "String", "referenceDate": "String"},
}
"""The features of our layers and their UIMA types; `sofa`, `begin` and `end` are inherited."""

TAGS: Final[Mapping[str, str]] = {
    "DATE": "date, période ou expression qui en donne une",
    "ORG": "organisation nommée",
    "LAW": "texte juridique nommé ou numéroté",
    "CONCEPT": "notion du glossaire",
    "PERSON": "personne nommée",
    "PLACE": "lieu nommé",
    "PROGRAMME": "dispositif, appel à projets, fonds ou label nommé",
    "WORK": "publication nommée",
    "EVENT": "rencontre nommée",
}
"""What each label marks, for annotators."""

_TITLES: Final = {
    "label": ("Étiquette", "Ce que la mention désigne"),
    "value": ("Valeur", "EDTF pour une date, identifiant sinon"),
    "optional": ("Facultative", "La trouver ne compte pas, l'oublier non plus"),
    "rule": ("Règle", "Ce qui a trouvé la mention"),
    "identifier": ("Identifiant", "Celui de la mention dans Jalons"),
    "document": ("Document", "Son identifiant dans Jalons"),
    "referenceDate": ("Date de référence", "AAAA, AAAA-MM ou AAAA-MM-JJ"),
}
_READ_ONLY: Final = ("rule", "identifier")


def types() -> TypeSystem:
    """The type system: our two layers."""
    from cassis import TypeSystem

    system = TypeSystem()
    for name, features in FEATURES.items():
        base = "uima.tcas.Annotation" if name == MENTION else "uima.cas.AnnotationBase"
        type_ = system.create_type(name, base)
        for feature, kind in features.items():
            system.create_feature(type_, feature, f"uima.cas.{kind}")
    return system


def cas_of(document: Annotated, system: TypeSystem) -> Cas:
    """The CAS of a document."""
    from cassis import Cas

    cas = Cas(typesystem=system, sofa_string=document.text, sofa_mime="text/plain", document_language="fr")
    cas.get_document_annotation().end = len(document.text)  # the library leaves it at 0
    cas.add(system.get_type(DOCUMENT)(document=document.id, referenceDate=document.reference_date))
    make = system.get_type(MENTION)
    for mark in document.annotations:
        values = {"label": mark.label, "value": mark.norm, "optional": mark.optional, "rule": mark.rule, "identifier": mark.id}
        cas.add(make(begin=mark.start, end=mark.end, **values))
    return cas


def annotated_of(path: Path, load: Callable[[TypeSystem], Cas]) -> Annotated:
    """The document in a CAS that `load` reads; raises an `AnnotationError` that names the file for what is wrong."""
    name, annotator = _named(path)
    try:
        with warnings.catch_warnings():
            # An offset inside a character, or outside the text, is but warned of by the library, and left as it is.
            warnings.filterwarnings("error", message="Not mapping")
            cas = load(types())
        about = next(iter(cas.select(DOCUMENT)), None)
        name = (about and about.document) or name
        marks = tuple(
            Annotation(
                int(mark.begin),
                int(mark.end),
                str(mark.label or ""),
                str(mark.value or ""),
                str(mark.identifier or ""),
                str(mark.rule or ""),
                bool(mark.optional),
            )
            for mark in cas.select(MENTION)
        )
        found = Annotated(str(name), cas.sofa_string or "", marks, (about and about.referenceDate) or "", annotator=annotator)
    except JalonsError:
        raise
    except UserWarning as warning:
        raise AnnotationRangeError(
            path, "mentions", f"une position est hors du texte ou coupe un caractère ({warning})"
        ) from None
    except Exception as error:
        # The library raises whatever it stumbles upon: KeyError, TypeError, ValueError, its own errors…
        raise AnnotationFormatError(path, "fichier entier", f"ce n'est pas un CAS que l'on puisse lire ({error!r})") from None
    return checked(path, found.id, found)


def _named(path: Path) -> tuple[str, str]:
    """The document and the annotator that a file's place tells: INCEpTION exports `annotation/DOCUMENT/ANNOTATOR.json`."""
    if path.parent.parent.name in ("annotation", "curation"):
        return Path(path.parent.name).stem, path.stem
    return path.stem, ""


def settings() -> dict[str, bytes]:
    """What INCEpTION needs to know of our layers, by file name: layers, tag set and UIMA type system."""
    return {
        "couches.json": _json([_layer(name) for name in FEATURES]),
        "etiquettes.json": _json(_tag_set()),
        "TypeSystem.xml": types().to_xml().encode(),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _layer(name: str) -> dict[str, Any]:
    span = name == MENTION
    return {
        "name": name,
        "uiName": "Mention (Jalons)" if span else "Document (Jalons)",
        "type": "span" if span else "document-metadata",
        "description": "Mentions de dates, d'organisations, de textes, de notions…" if span else "D'où vient le texte",
        "features": [_feature(feature, kind, rank) for rank, (feature, kind) in enumerate(FEATURES[name].items())],
        "enabled": True,
        "built_in": False,
        "readonly": not span,
        "allow_stacking": False,
        "cross_sentence": True,
        "show_hover": True,
        # Spans need not end where INCEpTION cuts its tokens: « l'ANR », « 2012-2014 ».
        "anchoring_mode": "CHARACTERS",
        "overlap_mode": "NO_OVERLAP",
        "validation_mode": "ALWAYS",
        "lock_to_token_offset": False,
        "multiple_tokens": False,
        "linked_list_behavior": False,
        "traits": None if span else '{"singleton": true}',
    }


def _feature(name: str, kind: str, rank: int) -> dict[str, Any]:
    title, description = _TITLES[name]
    return {
        "name": name,
        "uiName": title,
        "description": description,
        "type": f"uima.cas.{kind}",
        "tag_set": _tag_set() if name == "label" else None,
        "enabled": True,
        "visible": name in ("label", "value"),
        "include_in_hover": name in _READ_ONLY,
        "required": name == "label",
        "remember": False,
        "hideUnconstraintFeature": False,
        "multi_value_mode": "NONE",
        "link_mode": "NONE",
        "curatable": name not in _READ_ONLY,
        "rank": rank,
    }


def _tag_set() -> dict[str, Any]:
    return {
        "name": "Étiquettes de Jalons",
        "description": "Les étiquettes du guide d'annotation",
        "language": "fr",
        "tags": [{"tag_name": label, "tag_description": TAGS[label]} for label in LABELS],
        "create_tag": False,
    }


def kept(names: Iterable[str], type_: str) -> list[str]:
    """Of the features of a feature structure, those that our type has."""
    return [name for name in names if name in FEATURES[type_] or name in ("begin", "end")]
