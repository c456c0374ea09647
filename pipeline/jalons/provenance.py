"""What found the facts of a chronology: versions and digests, so that a result can be told from that of other rules."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final

from jalons.rules import models_folder

_FOLDERS: Final = ("rules", "lexicons")


@cache
def provenance() -> dict[str, str]:
    """The version of `jalons`, the `model` with its version, and the SHA-256 of its `settings`, `rules` and `lexicons`.

    The digest of a folder is that of its files' names and digests, one a line, in the order of the names. Raises `DataError` if
    the settings are broken.
    """
    from jalons import __version__
    from jalons.language import model_name

    settings = models_folder() / "jalons.cfg"
    digests = {folder: hashlib.sha256(_listing(folder).encode()).hexdigest() for folder in _FOLDERS}
    model = model_name()
    return {
        "jalons": __version__,
        "model": f"{model} {_version(model)}",
        "settings": hashlib.sha256(settings.read_bytes()).hexdigest(),
        **digests,
    }


def _listing(folder: str) -> str:
    files = sorted(path for path in (models_folder() / folder).iterdir() if path.is_file())
    return "".join(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files)


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # it loads a parser of mail

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
