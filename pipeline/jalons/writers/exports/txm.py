"""TXM, import "TXT+CSV": a folder with the text of each document and `metadata.csv`.

Manual: https://txm.gitpages.huma-num.fr/textometrie/, "Texte brut (.txt) : module d'import TXT+CSV": commas between columns,
double quotes around cells, the first column `id` holds the names of the files without suffix, heads have no accents.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Final

from jalons.folding import CONTROL
from jalons.tables import cell
from jalons.types import Chronology, Document
from jalons.writers.exports._names import Identifiers, xml_text, year_of
from jalons.writers.exports._passages import title_of

METADATA: Final = "metadata.csv"
_HEADS: Final = ("id", "document", "titre", "fichier", "date", "annee", "entrees", "mentions")


def parts(chronology: Chronology) -> dict[str, bytes]:
    """The texts and their table; the date is that from which the document speaks."""
    ids, entries = Identifiers(), Counter(entry.document for entry in chronology.entries)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_HEADS)
    found: dict[str, bytes] = {}
    for document in chronology.documents:
        name = ids.of(document.id)
        found[f"{name}.txt"] = _text(document)
        date = document.reference_date
        numbers = (entries[document.id], len(chronology.mentions.get(document.id, ())))
        row = (name, document.id, title_of(document), document.source, date and date.edtf, year_of(date), *numbers)
        writer.writerow(cell(value) for value in row)
    return {METADATA: stream.getvalue().encode("utf-8", "replace"), **found}


def _text(document: Document) -> bytes:
    """The text as TXM, which makes XML of it, can take it."""
    return xml_text(CONTROL.sub("", document.text)).encode("utf-8", "replace")
