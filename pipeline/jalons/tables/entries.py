"""The documents, what each passage tells, and the mentions."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from jalons.schema import EDTF_PATTERN, HOW
from jalons.tables.columns import (
    DATE_COLUMNS,
    OF_DOCUMENTS,
    OFFSET,
    PAGE,
    PARTICIPANT_COLUMNS,
    REQUIRED,
    Column,
    Table,
    document_column,
)
from jalons.types import LABELS, MODALITIES, Chronology, Mention


def _mentions(chronology: Chronology) -> Iterable[tuple[str, Mention]]:
    return ((document.id, mention) for document in chronology.documents for mention in chronology.mentions.get(document.id, ()))


DOCUMENTS: Final = Table(
    "documents.csv",
    "Les documents dont la chronologie est tirée",
    lambda chronology: chronology.documents,
    (
        Column("identifiant", "string", "Identifiant du document.", lambda d: d.id, {"required": True, "unique": True}),
        Column("fichier", "string", "Nom du fichier source.", lambda d: d.source),
        Column("titre", "string", "Titre du document.", lambda d: d.title),
        Column(
            "date_reference",
            "string",
            "Date depuis laquelle le document parle (EDTF), pour les expressions comme « l'an dernier ».",
            lambda d: d.reference_date.edtf if d.reference_date else "",
            {"pattern": EDTF_PATTERN},
        ),
        Column(
            "origine_date_reference",
            "string",
            "D'où vient cette date si le document la donne lui-même (une métadonnée) ; vide si elle a été indiquée.",
            lambda d: d.reference_origin,
        ),
        Column("caracteres", "integer", "Longueur du texte, en points de code.", lambda d: len(d.text), OFFSET),
        Column(
            "sha256",
            "string",
            "Empreinte du fichier source.",
            lambda d: d.sha256,
            {"required": True, "pattern": "^[0-9a-f]{64}$"},
        ),
    ),
)


CHRONOLOGY: Final = Table(
    "chronologie.csv",
    "La chronologie : une ligne par passage qui date un fait, dans l'ordre des dates",
    lambda chronology: chronology.entries,
    (
        Column(
            "identifiant",
            "string",
            "Identifiant stable de l'entrée : le même passage garde le sien.",
            attrgetter("id"),
            {"required": True, "unique": True},
        ),
        document_column(lambda entry: entry.document),
        *DATE_COLUMNS,
        Column("resume", "string", "Ce qui s'est passé.", attrgetter("summary"), REQUIRED),
        Column("nature", "string", "Nature du fait.", attrgetter("kind")),
        Column(
            "modalite",
            "string",
            "Ce que le texte en dit : affirmé, nié (n'a pas eu lieu), prévu (à venir pour le texte) ou conditionnel (possible).",
            attrgetter("modality"),
            {"enum": list(MODALITIES)},
        ),
        *PARTICIPANT_COLUMNS,
        Column(
            "citation",
            "string",
            "Le passage qui dit le fait ; les blancs et retours à la ligne y sont réduits à une espace.",
            lambda entry: entry.quote,
            REQUIRED,
        ),
        Column("page", "integer", "Page du passage ; vide si le document n'a pas de pages.", attrgetter("page"), PAGE),
        Column("rubrique", "string", "Titre sous lequel se trouve le passage ; vide s'il n'y en a pas.", attrgetter("section")),
        Column("debut", "integer", "Début du passage dans le texte source, en points de code.", attrgetter("start"), OFFSET),
        Column("fin", "integer", "Fin du passage (exclue).", attrgetter("end"), OFFSET),
        Column(
            "mode",
            "string",
            "Comment la date est connue : écrite (explicit), complétée (incomplete), calculée depuis le récit (relative), "
            "depuis la date de référence (deictic), reprise (anaphoric) ou nom d'une période (period).",
            attrgetter("how"),
            {"enum": list(HOW)},
        ),
        Column("regle", "string", "Règle qui a décidé de la nature.", attrgetter("rule")),
        Column("regle_date", "string", "Règle qui a lu la date ; « correction » : une personne.", attrgetter("date_rule")),
        Column(
            "ancrage", "string", "La date du récit depuis laquelle celle-ci est comptée, telle qu'écrite.", attrgetter("anchor")
        ),
    ),
    OF_DOCUMENTS,
)

MENTIONS: Final = Table(
    "mentions.csv",
    "Les mentions : chaque date, organisation, loi, notion, personne… à sa place dans le texte",
    _mentions,
    (
        Column("identifiant", "string", "Identifiant stable.", lambda m: m[1].id, {"required": True, "unique": True}),
        document_column(lambda m: m[0]),
        Column("etiquette", "string", "Ce que c'est.", lambda m: m[1].label, {"required": True, "enum": list(LABELS)}),
        Column("debut", "integer", "Début dans le texte source, en points de code depuis 0.", lambda m: m[1].start, OFFSET),
        Column("fin", "integer", "Fin (exclue).", lambda m: m[1].end, OFFSET),
        Column("texte", "string", "Ce que dit le texte.", lambda m: m[1].text, REQUIRED),
        Column("valeur", "string", "Valeur : date EDTF, identifiant ou nom ; vide si inconnue.", lambda m: m[1].norm),
        Column("regle", "string", "Règle qui l'a trouvée.", lambda m: m[1].rule),
        Column("page", "integer", "Page ; vide si le document n'a pas de pages.", lambda m: m[1].page, PAGE),
    ),
    OF_DOCUMENTS,
)
