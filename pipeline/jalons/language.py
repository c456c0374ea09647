"""The pipeline that `models/jalons.cfg` describes, as a spaCy `Language`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.errors import DataError
from jalons.rules import models_folder
from jalons.stock import import_spacy

if TYPE_CHECKING:
    from spacy.language import Language


def load() -> Language:
    """A new pipeline, ready to run; raises `DataError` if a rule, lexicon or the config is broken or the model is missing.

    The stock model is loaded once, with the components that the config names, and ours are set between them: spaCy's own
    assembly from a config would load its vectors twice and drop them.
    """
    util = import_spacy().util

    from jalons.french import load_model

    path, config, settings = _settings()
    model = model_name()
    if find_spec(model) is None:
        raise DataError(path, "components", f"le modèle {model} n'est pas installé : lancez « make install »")
    folder = next(util.get_package_path(model).glob(f"{model}-*"))
    meta = util.get_model_meta(folder)
    stock = [*meta.get("pipeline", []), *meta.get("disabled", [])]
    nlp = load_model(folder, exclude=[name for name in stock if name not in settings])
    before = ""
    for name in config["nlp"]["pipeline"]:
        if name not in nlp.pipe_names:
            factory = settings[name].pop("factory", name)
            nlp.add_pipe(factory, name=name, config=settings[name], **({"after": before} if before else {"first": True}))
        before = name
    for name in config["nlp"].get("disabled", []):
        nlp.disable_pipe(name)
    return nlp


def model_name() -> str:
    """The package of the statistical model that the settings name; raises `DataError` if they are broken."""
    path, _, settings = _settings()
    sources: set[str] = {cell["source"] for cell in settings.values() if "source" in cell}
    if len(sources) != 1:
        raise DataError(path, "components", "les composants doivent venir d'un seul modèle (clé source)")
    return sources.pop()


def _settings() -> tuple[Path, dict[str, Any], dict[str, dict[str, Any]]]:
    """The file of settings, what it holds, and the settings of each component of the pipeline."""
    util = import_spacy().util
    path = models_folder() / "jalons.cfg"
    try:
        config = util.load_config(path)
        return path, config, {name: dict(config["components"][name]) for name in config["nlp"]["pipeline"]}
    except (OSError, ValueError, KeyError) as error:
        raise DataError(path, "fichier entier", f"réglages illisibles ({error})") from None
