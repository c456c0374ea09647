from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from jalons.stock import import_spacy
spacy = import_spacy()
print("spacy.cli" in sys.modules, "typer" in sys.modules, import_spacy() is spacy)
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli
from spacy.cli import info, setup_cli
print(spacy.cli.info is info, "typer" in sys.modules)
"""


def test_spacy_without_its_command_line_until_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "True", "True", "True"]
    assert "Traceback" not in done.stderr
