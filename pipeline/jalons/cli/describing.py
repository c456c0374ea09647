"""`jalons schema`: what the output looks like, for machines."""

from __future__ import annotations

import json

from jalons.cli.common import app


@app.command()
def schema() -> None:
    """Afficher le JSON Schema de ce que « jalons extract » écrit."""
    from jalons.schema import contract

    print(json.dumps(contract(), ensure_ascii=False, indent=1))
