"""Patterns that an earlier run compiled: those that `re` compiles, whatever became of the file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalons import patterns
from jalons.rules import load_rules, models_folder

FEW = [(r"a(?P<x>b|c)+[é-ü]", 0), (r"\b(?:x{2,3}|y)(?<!z)", re.I), ("(?iu)œ(a)(?P<n>b)", 0), ("(?x) a b # c", re.M)]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], patterns.Kept]:
    """Makes this process know what one knows that has just started; the cache is a folder of its own."""
    monkeypatch.setenv("JALONS_CACHE", str(tmp_path))

    def start() -> patterns.Kept:
        monkeypatch.setattr(patterns, "kept", cache(patterns.Kept))
        return patterns.kept()

    return start


def test_what_is_kept_is_what_re_compiles(started: Callable[[], patterns.Kept], tmp_path: Path) -> None:
    rules = [rule.pattern for path in sorted((models_folder() / "rules").glob("*.toml")) for rule in load_rules(path.stem)]
    asked = [*FEW, *((pattern, 0) for pattern in rules)]
    for _ in range(2):
        kept = started()
        for pattern, flags in asked:
            made, plain = patterns.compiled(pattern, flags), re.compile(pattern, flags)
            assert made == plain, pattern
            assert (made.groupindex, made.groups) == (plain.groupindex, plain.groups), pattern
        assert kept.grown == (not list(tmp_path.iterdir()))
        patterns.keep()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_match_knows_its_groups(started: Callable[[], patterns.Kept]) -> None:
    for _ in range(2):
        started()
        match = patterns.compiled(r"(?P<day>\d+) (?P<month>mai|juin)( 1968)?").search("le 3 mai")
        assert match
        assert (match["day"], match.lastgroup, match.groupdict()) == ("3", "month", {"day": "3", "month": "mai"})
        patterns.keep()


def test_a_broken_pattern_is_told_as_re_does(started: Callable[[], patterns.Kept]) -> None:
    started()
    with pytest.raises(re.error, match="unterminated"):
        patterns.compiled("(a")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_damaged_file_counts_for_nothing(started: Callable[[], patterns.Kept], tmp_path: Path, data: st.DataObject) -> None:
    for path in tmp_path.iterdir():
        path.unlink()
    started()
    for pattern, flags in FEW:
        patterns.compiled(pattern, flags)
    patterns.keep()
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], b""])))
    assert not started().codes
    for pattern, flags in FEW:
        assert patterns.compiled(pattern, flags) == re.compile(pattern, flags)


def test_code_that_the_engine_refuses_is_compiled_anew(started: Callable[[], patterns.Kept]) -> None:
    kept = started()
    pattern, flags = FEW[0]
    patterns.compiled(pattern, flags)
    kept.codes[pattern, flags] = (*kept.codes[pattern, flags][:3], b"\xff" * 40)
    assert patterns.compiled(pattern, flags) == re.compile(pattern, flags)


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    program = "import jalons; print(len(jalons.extract(jalons.Document.from_text('Le foyer ouvre en 1998.', id='a')).entries))"
    environment = os.environ | {"JALONS_CACHE": str(tmp_path / "file")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    program = (
        "import jalons; from jalons import patterns; from jalons.extracting import shared\n"
        "patterns.compiled('x'); old = len(patterns.kept().codes); shared(); print(old, len(patterns.kept().codes))"
    )
    environment = os.environ | {"JALONS_CACHE": str(tmp_path)}
    counts = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        counts.append([int(number) for number in done.stdout.split()])
    assert counts[0][0] < 100 < counts[0][1] == counts[1][0] == counts[1][1]


def test_what_other_code_derived_is_derived_anew(
    started: Callable[[], patterns.Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code" / "deriving.py"
    code.parent.mkdir()
    module = ModuleType("deriving")
    module.__file__ = str(code)
    monkeypatch.setitem(sys.modules, "deriving", module)
    made: list[str] = []
    for text in ("first", "first", "second", "first"):
        code.write_text(text)
        monkeypatch.setattr(patterns, "_code_of", cache(patterns._code_of.__wrapped__))
        started()
        assert patterns.remembered(["x"], ("deriving",), lambda text=text: made.append(text) or [text]) == [text]  # type: ignore[misc, func-returns-value]
        patterns.keep()
    assert made == ["first", "second"]
