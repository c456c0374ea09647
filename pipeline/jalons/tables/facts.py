"""The facts, which entries tell them, and the corrections made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from jalons.corrections.table import STATES
from jalons.schema import EDTF_PATTERN
from jalons.tables.columns import (
    DATE_COLUMNS,
    OF_DOCUMENTS,
    PARTICIPANT_COLUMNS,
    REQUIRED,
    SEPARATED,
    Column,
    Table,
    document_column,
    listed,
)
from jalons.tables.entries import CHRONOLOGY
from jalons.told import told
from jalons.types import Chronology, Entry, Fact

FACTS: Final = Table(
    "faits.csv",
    "Les faits : une ligne par fait, avec toutes les entrées qui le racontent",
    lambda chronology: chronology.facts,
    (
        Column(
            "identifiant",
            "string",
            "Identifiant du fait : « fait- » et celui de l'entrée qui donne la date.",
            attrgetter("id"),
            {"required": True, "unique": True},
        ),
        *DATE_COLUMNS,
        Column("resume", "string", "Ce qui s'est passé, selon l'entrée qui donne la date.", attrgetter("summary"), REQUIRED),
        Column("nature", "string", "Nature du fait.", attrgetter("kind")),
        Column("sources", "integer", "Nombre de documents qui le racontent.", lambda f: len(f.documents), {"minimum": 1}),
        Column("documents", "string", "Ces documents (identifiants)" + SEPARATED, lambda f: listed(f.documents), REQUIRED),
        Column(
            "contradictions",
            "string",
            "Les dates que d'autres entrées donnent et qui excluent celle-ci" + SEPARATED,
            lambda f: listed(date for date, _ in f.others),
        ),
        *PARTICIPANT_COLUMNS,
        Column("motifs", "string", "Pourquoi ces entrées sont un seul fait" + SEPARATED, lambda f: listed(f.reasons)),
    ),
)


def _sources(chronology: Chronology) -> Iterable[tuple[Fact, Entry, str]]:
    """Each entry with its fact and its part in it; nothing where entries are not joined into facts."""
    return (role for each in told(chronology) for role in each.roles()) if chronology.facts else ()


SOURCES: Final = Table(
    "sources.csv",
    "Les sources des faits : quelle entrée raconte quel fait",
    _sources,
    (
        Column("entree", "string", "L'entrée (voir chronologie.csv).", lambda s: s[1].id, {"required": True, "unique": True}),
        Column("fait", "string", "Le fait (voir faits.csv).", lambda s: s[0].id, REQUIRED),
        document_column(lambda s: s[1].document),
        Column("date", "string", "La date que l'entrée donne (EDTF).", lambda s: s[1].date, {"pattern": EDTF_PATTERN}),
        Column(
            "role",
            "string",
            "Ce que l'entrée apporte : la date retenue (date), rien qui l'exclue (confirme) ou une date contraire (contredit).",
            lambda s: s[2],
            {"required": True, "enum": ["date", "confirme", "contredit"]},
        ),
    ),
    OF_DOCUMENTS | {"entree": CHRONOLOGY.file, "fait": FACTS.file},
)

CORRECTIONS: Final = Table(
    "corrections.csv",
    "Les corrections faites à la main, et ce qu'elles sont devenues",
    lambda chronology: chronology.corrections,
    (
        Column("ligne", "integer", "Ligne du fichier du corpus.", lambda o: o.correction.line, {"required": True, "minimum": 2}),
        Column("action", "string", "Ce qui est demandé.", lambda o: o.correction.action),
        Column("cible", "string", "L'entrée ou la mention visée (identifiant).", lambda o: o.correction.target),
        Column("citation", "string", "Ce que disait la cible.", lambda o: o.correction.quote),
        Column("valeur", "string", "La valeur donnée.", lambda o: o.correction.value),
        Column("auteur", "string", "Qui a corrigé.", lambda o: o.correction.author),
        Column("jour", "string", "Quand.", lambda o: o.correction.day),
        Column("motif", "string", "Pourquoi.", lambda o: o.correction.reason),
        Column(
            "etat", "string", "Ce que la correction est devenue.", lambda o: o.state, {"required": True, "enum": list(STATES)}
        ),
        Column("remede", "string", "Ce qu'il faut faire, si elle n'est pas appliquée.", lambda o: o.detail),
    ),
)
