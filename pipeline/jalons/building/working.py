"""What a worker process does: it says that it is ready, then takes jobs until nobody sends any."""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection

from jalons.building.jobs import perform
from jalons.building.store import Store
from jalons.errors import JalonsError


def serve(connection: Connection, store: Store) -> None:
    """Answers each `Job` with `Done` or `Failure`; says `None` first, or the text of an error if there is no model."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    try:
        from jalons.building import warm

        nlp = warm.pipeline()
    except JalonsError as error:
        connection.send(str(error))
        return
    connection.send(None)
    try:
        while True:
            connection.send(perform(connection.recv(), store, nlp=nlp))
    except (EOFError, OSError):
        return  # the parent is done, or dead
