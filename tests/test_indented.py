from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jalons.indented import indented

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))


@given(VALUES)
def test_the_same_as_pythons_own(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
