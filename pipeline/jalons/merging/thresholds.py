"""From which score on two entries tell one fact."""

from __future__ import annotations

from typing import Final

import numpy

from jalons.merging.blocking import Pairs
from jalons.merging.items import Items, Mask
from jalons.merging.judging import Scores

_ENOUGH: Final = 0.3
_ENOUGH_RELATED: Final = 0.25
"""For documents that tell several facts together already: they tell one history."""
_ENOUGH_WITHIN: Final = 0.45
"""Within one document, at one date: who tells two facts of a day uses the same words for both."""
_ENOUGH_VAGUE: Final = 0.6
"""Within one document at two dates, or if a date says only by when, or spans years."""
_VAGUE: Final = 366 * 2
"""In days."""


def thresholds(items: Items, pairs: Pairs, *, related: bool = False) -> Scores:
    """For each pair the score that is enough; `related` documents tell several facts together already."""
    ones, others = pairs
    vague = _vague(items)
    same, within = (each[ones] == each[others] for each in (items.same_dates, items.documents))
    found: Scores = numpy.where(same, _ENOUGH_WITHIN, _ENOUGH_VAGUE)
    found = numpy.where(within, found, _ENOUGH_RELATED if related else _ENOUGH)
    return numpy.where(~same & (vague[ones] | vague[others]), _ENOUGH_VAGUE, found)


def _vague(items: Items) -> Mask:
    vague: Mask = ~items.bounded | (items.lengths > _VAGUE) | (items.lengths <= 0)
    return vague
