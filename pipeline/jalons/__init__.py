"""Jalons: the chronology of French documents about institutions, dated and sourced to the character.

>>> import jalons
>>> document = jalons.Document.from_text("En novembre 2014, les statuts de l'association sont déposés.", id="statuts")
>>> [str(entry.date) for entry in jalons.extract(document).entries]
['2014-11']
"""

from jalons.building import build
from jalons.extracting import extract
from jalons.fuzzydate import FuzzyDate
from jalons.language import load
from jalons.readers import read
from jalons.scoring import evaluate
from jalons.types import Chronology, Document, Entry, Mention

__all__ = ["Chronology", "Document", "Entry", "FuzzyDate", "Mention", "build", "evaluate", "extract", "load", "read"]
__version__ = "0.1.0"
