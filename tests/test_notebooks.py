"""The notebooks run from top to bottom in a kernel of their own, write what they say, and are kept without outputs."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import networkx
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[1])
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the notebooks read of the repository, elsewhere: what they write goes there."""
    place = tmp_path_factory.mktemp("checkout")
    for name in ("corpus", "notebooks", "tests/gold"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return place


def executed(name: str, checkout: Path) -> nbformat.NotebookNode:
    """A notebook with its outputs. A process of its own runs it: event loops and sockets warn here of what they leave open."""
    (path,) = (checkout / "notebooks").glob(f"{name}-*.ipynb")
    environment = {**os.environ, "PYTHONWARNINGS": "default", "IPYTHONDIR": str(checkout / "ipython")}
    run = [sys.executable, "-c", RUN, str(path)]
    done = subprocess.run(run, cwd=path.parent, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return nbformat.read(path, 4)


def shown(notebook: nbformat.NotebookNode, kind: str) -> list[str]:
    """The outputs of a notebook in one representation, in its order."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return [output["data"][kind] for output in outputs if kind in output.get("data", {})]


@pytest.mark.slow
def test_inspect(checkout: Path) -> None:
    html = shown(executed("1", checkout), "text/html")
    assert [part for part in html if '<div class="jalons"' in part]
    assert [part for part in html if "entities" in part and "ORG" in part]
    assert [part for part in html if 'src="data:text/html' in part]
    (filterable,) = (part for part in html if "Rechercher" in part)
    assert "https://cdn" not in "".join(html)
    assert "ALLISS" in filterable


@pytest.mark.slow
def test_explore(checkout: Path) -> None:
    assert len(shown(executed("2", checkout), "image/png")) == 5
    written = checkout / "build/carnets"
    network = networkx.read_gexf(written / "reseau.gexf")
    natures = {cells["nature"] for _, cells in network.nodes(data=True)}
    assert natures == {"organisation", "notion"}
    assert network.nodes["ORG:alliss"]["mentions"] > 10
    assert all(weight >= 1 for *_, weight in network.edges(data="weight"))
    assert {path.name for path in written.glob("*.png")} >= {"frise.png", "par-annee.png", "organisations.png", "reseau.png"}


@pytest.mark.slow
def test_correct(checkout: Path) -> None:
    before = {path.name for path in (checkout / "notebooks/exemples").iterdir()}
    executed("3", checkout)
    with (checkout / "build/carnets/jeu-corrige/corrections.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["action"], row["valeur"], row["etat"]) == ("redater", "2022-01", "appliquée")
    assert {path.name for path in (checkout / "notebooks/exemples").iterdir()} == before


@pytest.mark.slow
def test_process(checkout: Path) -> None:
    notebook = executed("4", checkout)
    results = checkout / "build/carnets/resultats"
    with (results / "chronologie.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["document"] for row in csv.DictReader(stream)} == {"compte-rendu-2023", "rapport-2022"}
    with (results / "documents-a-relire.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["reference_date"] for row in csv.DictReader(stream)] == ["2023-06-20", "2023-02-03"]
    assert not [output for cell in notebook.cells for output in cell.get("outputs", ()) if "Échec" in output.get("text", "")]


def test_each_notebook_has_its_test() -> None:
    assert [path.stem.split("-")[0] for path in NOTEBOOKS] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stripped(notebook: Path) -> None:
    cells = nbformat.read(notebook, 4).cells
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
