"""The legal texts and the organisations that documents name, with what the lexicons know of them."""

from __future__ import annotations

from typing import Final

from jalons.bodies import named
from jalons.called import called_in
from jalons.laws.addresses import ORIGINS
from jalons.laws.register import register
from jalons.schema import EDTF_PATTERN
from jalons.tables.columns import REQUIRED, SEPARATED, Column, Table

LAWS: Final = Table(
    "lois.csv",
    "Les textes juridiques nommés dans les documents, avec leur adresse",
    lambda chronology: register(called_in(chronology)),
    (
        Column(
            "identifiant",
            "string",
            "Identifiant du texte ou de l'article, celui des colonnes « lois » et « valeur ».",
            lambda law: law.id,
            {"required": True, "unique": True},
        ),
        Column("nom", "string", "Nom usuel, ou la façon dont les documents le disent.", lambda law: law.name, REQUIRED),
        Column("nature", "string", "Nature du texte.", lambda law: law.kind, REQUIRED),
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
            "Documents qui le nomment (identifiants)" + SEPARATED,
            lambda law: " | ".join(law.documents),
            REQUIRED,
        ),
    ),
)

ORGANISATIONS: Final = Table(
    "organisations.csv",
    "Les organisations nommées, et ce que le lexique sait d'elles",
    lambda chronology: named(called_in(chronology)),
    (
        Column(
            "identifiant",
            "string",
            "Identifiant, tel que dans les autres tables.",
            lambda o: o.body.id,
            REQUIRED | {"unique": True},
        ),
        Column(
            "nom",
            "string",
            "Nom usuel ; le premier du texte si le lexique n'a pas l'organisation.",
            lambda o: o.body.name,
            REQUIRED,
        ),
        Column("formes", "string", "Les noms que les documents lui donnent" + SEPARATED, lambda o: " | ".join(o.names), REQUIRED),
        Column("mentions", "integer", "Nombre de mentions.", lambda o: o.mentions, {"required": True, "minimum": 1}),
        Column("nature", "string", "Nature de l'organisation ; vide si le lexique ne l'a pas.", lambda o: o.body.kind),
        Column("rattachee_a", "string", "Identifiant de l'organisation dont elle fait partie.", lambda o: o.body.parent),
        Column(
            "succede_a",
            "string",
            "Identifiants de celles qu'elle a remplacées" + SEPARATED,
            lambda o: " | ".join(o.body.successor_of),
        ),
        Column(
            "remplacee_par",
            "string",
            "Identifiants de celles qui l'ont remplacée" + SEPARATED,
            lambda o: " | ".join(o.body.succeeded_by),
        ),
        Column("ror", "string", "Identifiant ROR (https://ror.org/…).", lambda o: o.body.ror),
        Column("wikidata", "string", "Identifiant Wikidata.", lambda o: o.body.wikidata),
        Column("source", "string", "Source de la ligne du lexique.", lambda o: o.body.source),
    ),
)
