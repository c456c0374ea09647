from __future__ import annotations

import gc
import weakref

from jalons.garbage import uncollected


class Thing:
    """Something that can be watched."""


def test_nothing_is_collected_meanwhile_and_all_goes_when_nothing_refers_to_it() -> None:
    before, collections = gc.get_threshold(), sum(each["collections"] for each in gc.get_stats())
    with uncollected():
        things = [Thing() for _ in range(5000)]
        assert sum(each["collections"] for each in gc.get_stats()) == collections
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() >= len(things)
    watched = weakref.ref(things[0])
    del things
    assert watched() is None
