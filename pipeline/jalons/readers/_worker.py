"""The process that reads files for another: requests on its standard input, answers on its standard output."""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import IO, Any

from jalons.errors import DamagedDocumentError, DocumentError, DocumentMemoryError, HostileDocumentError
from jalons.readers._limits import Limits

_answers: list[IO[bytes]] = []
"""Where answers go, while this process serves another."""


def more_time(seconds: int) -> None:
    """Asks the process that waits for the answer to wait that much longer."""
    for stream in _answers:
        stream.write(b"+%d\n" % seconds)
        stream.flush()


def main() -> None:
    """Serves until its standard input closes. The first argument is the limit of memory in bytes."""
    _limit_memory(int(sys.argv[1]))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    # What a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _answers.append(answers)
    serve(sys.stdin.buffer, answers)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answers each request: a line of JSON, then the file's bytes."""
    for line in requests:
        request = json.loads(line)
        data = requests.read(request["size"])
        answer = json.dumps(_answer(request, data)).encode()
        del data
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    path, limits = Path(request["path"]), Limits(**request["limits"])
    try:
        reader = importlib.import_module(f"jalons.readers.{request['reader']}")
        found: dict[str, Any] = reader.parse(data, path, limits).to_dict()
        return found
    except DocumentError as error:
        failure = error
    except MemoryError:
        failure = DocumentMemoryError(
            path, f"la lecture dépasse {limits.memory_bytes / 1e9:g} Go de mémoire (JALONS_MEMORY_BYTES)"
        )
    except RecursionError:
        failure = HostileDocumentError(path, "les éléments sont imbriqués trop profondément")
    except Exception as error:
        # Whatever a library stumbles upon in a broken file: the file is at fault, and the others must be read.
        failure = DamagedDocumentError(path, f"le fichier est abîmé ({type(error).__name__} : {str(error)[:200]})")
    return {"error": type(failure).__name__, "reason": failure.reason}


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
