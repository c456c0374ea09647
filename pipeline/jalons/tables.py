"""The tables of the published dataset: columns, where their cells come from, and what a reader must know of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TextIO

from jalons.bodies import named
from jalons.laws.addresses import ORIGINS
from jalons.laws.register import register
from jalons.schema import EDTF_PATTERN, HOW
from jalons.types import LABELS, Chronology, Entry, Mention

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
BOM: Final = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its French head, its Table Schema type and constraints, and the cell that an item has in it."""

    name: str
    type: str
    description: str
    cell: Callable[[Any], object]
    constraints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file, what it holds, its items and columns; the first column is the key."""

    file: str
    title: str
    items: Callable[[Chronology], Iterable[Any]]
    columns: Sequence[Column]

    def write(self, chronology: Chronology, stream: TextIO) -> None:
        """Writes the table of a chronology (see `write_rows`)."""
        write_rows(
            stream,
            [column.name for column in self.columns],
            ([column.cell(item) for column in self.columns] for item in self.items(chronology)),
        )


def write_rows(stream: TextIO, heads: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Writes CSV as RFC 4180 has it (comma, CRLF), in UTF-8 with BOM if the stream is UTF-8."""
    stream.write(BOM)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: object) -> str:
    """A value as a cell: white space made plain, nothing that a spreadsheet would run as a formula.

    >>> cell("=HYPERLINK(1)"), cell("- un\\npoint"), cell(None)
    ("'=HYPERLINK(1)", "'- un point", '')
    """
    if not isinstance(value, str):
        return "" if value is None else str(value)
    guarded = "'" if _CONTROL.sub("", value).startswith(_FORMULA) else ""
    text = plain(value)
    return f"'{text}" if guarded or text.startswith(_FORMULA) else text


def plain(text: str) -> str:
    """A text on one line: no control characters, single spaces, none at its ends."""
    return " ".join(_CONTROL.sub("", text).split())


def _mentions(chronology: Chronology) -> Iterable[tuple[str, Mention]]:
    return ((document.id, mention) for document in chronology.documents for mention in chronology.mentions.get(document.id, ()))


def _joined(name: str) -> Callable[[Entry], str]:
    return lambda entry: " | ".join(entry.participants.get(name, ()))


_REQUIRED: Final = {"required": True}
_OFFSET: Final = {"required": True, "minimum": 0}
_PAGE: Final = {"minimum": 1}
_PARTICIPANTS: Final = {
    "organisations": ("organisations", "Organisations nommées dans le passage (identifiants)"),
    "laws": ("lois", "Textes juridiques nommés dans le passage (identifiants)"),
    "concepts": ("concepts", "Notions du glossaire employées dans le passage (identifiants)"),
    "people": ("personnes", "Personnes nommées dans le passage"),
    "places": ("lieux", "Lieux nommés dans le passage"),
    "programmes": ("programmes", "Programmes, fonds et labels nommés dans le passage (identifiants)"),
    "works": ("publications", "Publications nommées dans le passage"),
    "events": ("evenements", "Événements nommés dans le passage"),
}
_SEPARATED: Final = " ; plusieurs valeurs sont séparées par « | »."

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
        Column("caracteres", "integer", "Longueur du texte, en points de code.", lambda d: len(d.text), _OFFSET),
        Column(
            "sha256",
            "string",
            "Empreinte du fichier source.",
            lambda d: d.sha256,
            {"required": True, "pattern": "^[0-9a-f]{64}$"},
        ),
    ),
)


def _document_column(name: Callable[[Any], str]) -> Column:
    return Column("document", "string", "Identifiant du document (voir documents.csv).", name, _REQUIRED)


def _entry(name: str) -> Callable[[Entry], object]:
    return lambda entry: entry.to_dict()[name]


CHRONOLOGY: Final = Table(
    "chronologie.csv",
    "La chronologie : une ligne par fait daté, dans l'ordre des dates",
    lambda chronology: chronology.entries,
    (
        Column(
            "identifiant",
            "string",
            "Identifiant stable de l'entrée : le même passage garde le sien.",
            _entry("id"),
            {"required": True, "unique": True},
        ),
        _document_column(lambda entry: entry.document),
        Column(
            "date",
            "string",
            "Date du fait en EDTF (ISO 8601-2), aussi précise que le texte et pas plus ; vide si rien ne permet de la savoir.",
            _entry("date"),
            {"pattern": EDTF_PATTERN},
        ),
        Column("au_plus_tot", "date", "Premier jour possible ; vide si le début est ouvert ou inconnu.", _entry("earliest")),
        Column("au_plus_tard", "date", "Dernier jour possible ; vide si la fin est ouverte ou inconnue.", _entry("latest")),
        Column("resume", "string", "Ce qui s'est passé.", _entry("summary"), _REQUIRED),
        Column("nature", "string", "Nature du fait.", _entry("kind")),
        *(Column(head, "string", text + _SEPARATED, _joined(name)) for name, (head, text) in _PARTICIPANTS.items()),
        Column(
            "citation",
            "string",
            "Le passage qui dit le fait ; les blancs et retours à la ligne y sont réduits à une espace.",
            lambda entry: entry.quote,
            _REQUIRED,
        ),
        Column("page", "integer", "Page du passage ; vide si le document n'a pas de pages.", _entry("page"), _PAGE),
        Column(
            "debut", "integer", "Début du passage dans le texte source, en points de code depuis 0.", _entry("start"), _OFFSET
        ),
        Column("fin", "integer", "Fin du passage (exclue).", _entry("end"), _OFFSET),
        Column(
            "mode",
            "string",
            "Comment la date est connue : écrite (explicit), complétée (incomplete), calculée depuis le récit (relative), "
            "depuis la date de référence (deictic), reprise (anaphoric) ou nom d'une période (period).",
            _entry("how"),
            {"enum": list(HOW)},
        ),
        Column("regle", "string", "Règle qui a trouvé la date.", _entry("rule")),
    ),
)

MENTIONS: Final = Table(
    "mentions.csv",
    "Les mentions : chaque date, organisation, loi, notion, personne… à sa place dans le texte",
    _mentions,
    (
        Column("identifiant", "string", "Identifiant stable.", lambda m: m[1].id, {"required": True, "unique": True}),
        _document_column(lambda m: m[0]),
        Column("etiquette", "string", "Ce que c'est.", lambda m: m[1].label, {"required": True, "enum": list(LABELS)}),
        Column("debut", "integer", "Début dans le texte source, en points de code depuis 0.", lambda m: m[1].start, _OFFSET),
        Column("fin", "integer", "Fin (exclue).", lambda m: m[1].end, _OFFSET),
        Column("texte", "string", "Ce que dit le texte.", lambda m: m[1].text, _REQUIRED),
        Column("valeur", "string", "Valeur : date EDTF, identifiant ou nom ; vide si inconnue.", lambda m: m[1].norm),
        Column("regle", "string", "Règle qui l'a trouvée.", lambda m: m[1].rule),
        Column("page", "integer", "Page ; vide si le document n'a pas de pages.", lambda m: m[1].page, _PAGE),
    ),
)

LAWS: Final = Table(
    "lois.csv",
    "Les textes juridiques nommés dans les documents, avec leur adresse",
    register,
    (
        Column(
            "identifiant",
            "string",
            "Identifiant du texte ou de l'article, celui des colonnes « lois » et « valeur ».",
            lambda law: law.id,
            {"required": True, "unique": True},
        ),
        Column("nom", "string", "Nom usuel, ou la façon dont les documents le disent.", lambda law: law.name, _REQUIRED),
        Column("nature", "string", "Nature du texte.", lambda law: law.kind, _REQUIRED),
        Column(
            "date",
            "string",
            "Date de signature (EDTF), du lexique ou telle que les documents la disent ; vide si inconnue.",
            lambda law: law.date,
            {"pattern": EDTF_PATTERN},
        ),
        Column("titre", "string", "Intitulé officiel, si le lexique le connaît.", lambda law: law.title),
        Column(
            "adresse",
            "string",
            "Adresse du texte (celle de son texte pour un article) sur Légifrance ou EUR-Lex ; vide si la date, le numéro "
            "ou la forme de l'adresse manque.",
            lambda law: law.address.url if law.address else "",
            {"pattern": "^https?://[^ ]+$"},
        ),
        Column(
            "origine_adresse",
            "string",
            "« calculée » : adresse ELI composée d'après la nature, la date et le numéro, sans avoir été ouverte ; "
            "« lexique » : page du code, d'après l'identifiant Légifrance du lexique.",
            lambda law: law.address.origin if law.address else "",
            {"enum": list(ORIGINS)},
        ),
        Column("mentions", "integer", "Nombre de mentions.", lambda law: law.mentions, {"required": True, "minimum": 1}),
        Column(
            "documents",
            "string",
            "Documents qui le nomment (identifiants)" + _SEPARATED,
            lambda law: " | ".join(law.documents),
            _REQUIRED,
        ),
    ),
)

ORGANISATIONS: Final = Table(
    "organisations.csv",
    "Les organisations nommées, et ce que le lexique sait d'elles",
    named,
    (
        Column(
            "identifiant",
            "string",
            "Identifiant, tel que dans les autres tables.",
            lambda o: o.body.id,
            _REQUIRED | {"unique": True},
        ),
        Column(
            "nom",
            "string",
            "Nom usuel ; le premier du texte si le lexique n'a pas l'organisation.",
            lambda o: o.body.name,
            _REQUIRED,
        ),
        Column(
            "formes", "string", "Les noms que les documents lui donnent" + _SEPARATED, lambda o: " | ".join(o.names), _REQUIRED
        ),
        Column("mentions", "integer", "Nombre de mentions.", lambda o: o.mentions, {"required": True, "minimum": 1}),
        Column("nature", "string", "Nature de l'organisation ; vide si le lexique ne l'a pas.", lambda o: o.body.kind),
        Column("rattachee_a", "string", "Identifiant de l'organisation dont elle fait partie.", lambda o: o.body.parent),
        Column(
            "succede_a",
            "string",
            "Identifiants de celles qu'elle a remplacées" + _SEPARATED,
            lambda o: " | ".join(o.body.successor_of),
        ),
        Column(
            "remplacee_par",
            "string",
            "Identifiants de celles qui l'ont remplacée" + _SEPARATED,
            lambda o: " | ".join(o.body.succeeded_by),
        ),
        Column("ror", "string", "Identifiant ROR (https://ror.org/…).", lambda o: o.body.ror),
        Column("wikidata", "string", "Identifiant Wikidata.", lambda o: o.body.wikidata),
        Column("source", "string", "Source de la ligne du lexique.", lambda o: o.body.source),
    ),
)

TABLES: Final = (DOCUMENTS, CHRONOLOGY, MENTIONS, ORGANISATIONS, LAWS)
