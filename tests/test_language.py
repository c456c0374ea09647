from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy import util
from spacy.language import Language

import jalons
from jalons import language
from jalons.errors import DataError
from jalons.rules import models_folder

PROSE = "En novembre 2014, les statuts de l'association sont déposés."


def test_factories_are_registered_through_entry_points() -> None:
    ours = {point.name: point for point in entry_points(group="spacy_factories") if point.name.startswith("jalons_")}
    wanted = [name for name in util.load_config(models_folder() / "jalons.cfg")["nlp"]["pipeline"] if name.startswith("jalons_")]
    assert sorted(ours) == sorted(wanted)
    for name in wanted:
        assert Language.has_factory(name)


def test_the_pipeline_is_that_of_the_config(nlp: Language) -> None:
    config = util.load_config(models_folder() / "jalons.cfg")["nlp"]
    assert nlp.component_names == config["pipeline"]
    assert nlp.disabled == config["disabled"]


def test_no_component_lacks_what_it_requires(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert not {name: lacking for name, lacking in problems.items() if lacking}


BROKEN_CONFIGS = [
    pytest.param("[nlp]\nlang = fr", id="not JSON"),
    pytest.param('[nlp]\nlang = "fr"\n\n[components]\n', id="no pipeline"),
    pytest.param('[nlp]\npipeline = ["a"]\n\n[components]\n\n[components.a]\nfactory = "a"\n', id="no model"),
    pytest.param(
        '[nlp]\npipeline = ["a"]\n\n[components]\n\n[components.a]\nsource = "absent_md"\n',
        id="a model that is not installed",
    ),
]


@pytest.mark.parametrize("config", BROKEN_CONFIGS)
def test_a_broken_config_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str) -> None:
    monkeypatch.setattr(language, "models_folder", lambda: tmp_path)
    (tmp_path / "jalons.cfg").write_text(config)
    with pytest.raises(DataError, match=r"jalons\.cfg"):
        jalons.load()


@pytest.mark.slow
def test_a_saved_pipeline_loads_without_us(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    before, after = nlp(PROSE), spacy.load(tmp_path / "saved")(PROSE)
    found = [(s.text, s.label_, s.kb_id_) for s in after.spans["mentions"]]
    assert found == [(s.text, s.label_, s.kb_id_) for s in before.spans["mentions"]]
    code = (
        "import sys, spacy; nlp = spacy.load(sys.argv[1]); doc = nlp(sys.argv[2]); "
        "print([(s.text, s.label_, s.kb_id_) for s in doc.spans['mentions']])"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(tmp_path / "saved"), PROSE]
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.strip() == str(found)


def test_import_is_light() -> None:
    code = "import sys, jalons, jalons.cli; print([m for m in ('spacy', 'pandas', 'dateparser', 'numpy') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["17/2", "2012", "ALLISS", "a", " ", ".", "\n\n"])
def test_the_shortest_texts(text: str, nlp: Language) -> None:
    document = jalons.Document.from_text(text, id="a", reference_date="2013-02-12")
    assert len(jalons.extract(document, nlp=nlp).mentions["a"]) <= 1
