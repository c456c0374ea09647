"""Mails (RFC 5322): subject, sender and date as metadata; the body as it is written, attachments named and left out."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from jalons.errors import DamagedDocumentError
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed, clean, metadata
from jalons.types import Metadatum

SUFFIXES: Final = (".eml",)
BINARY: Final = False


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """The plain body, else the HTML one; raises a `DocumentError` if there is none or it is no mail."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise DamagedDocumentError(path, "ce n'est pas un courriel : il n'a pas d'en-têtes")
    heads = _metadata(message)
    notices = tuple(f"pièce jointe omise : {name}" for name in _attachments(message))
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return Parsed("", metadata=heads, notices=notices)
    text = _content(body)
    if body.get_content_subtype() == "html":
        from jalons.readers.html import parse_page

        page = parse_page(text, path, limits)
        return Parsed(page.text, (), page.blocks, page.metadata | heads, (*page.notices, *notices))
    return Parsed(clean(text), metadata=heads, notices=notices)


def _content(body: MIMEPart) -> str:
    """The characters of a part, in its own encoding or else the one it looks like."""
    from jalons.readers.text import decode

    try:
        return str(body.get_content(errors="strict"))
    except (LookupError, UnicodeDecodeError, AssertionError):
        payload = body.get_payload(decode=True)
        return decode(payload, Path("courriel")) if isinstance(payload, bytes) else ""


def _metadata(message: EmailMessage) -> dict[str, Metadatum]:
    heads = {name: _head(message, name) for name in ("Subject", "From", "Date")}
    try:
        day = parsedate_to_datetime(heads["Date"]).date().isoformat()
    except (ValueError, TypeError):
        day = ""
    return metadata("EML", title=heads["Subject"], author=heads["From"], day=day, names=("Subject", "From", "Date"))


def _head(message: EmailMessage, name: str) -> str:
    """A header field as text; the header parser of the standard library stumbles over some broken ones."""
    try:
        return str(message.get(name, ""))
    except Exception:
        return ""


def _attachments(message: EmailMessage) -> list[str]:
    return [clean(part.get_filename() or part.get_content_type()) for part in message.iter_attachments()]
