"""The parts of a zipped document (DOCX, ODT), read without trust: sizes checked, nothing unpacked to disk, no entity expanded."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import TYPE_CHECKING, Final

from jalons.errors import DamagedDocumentError, DocumentTooLargeError, HostileDocumentError, ProtectedDocumentError
from jalons.readers._limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_MEMBERS: Final = 10_000
_RATIO: Final = 200
"""A part that shrinks by more than this, and is large, holds no text that people wrote (deflate reaches 1032)."""
_LARGE: Final = 10_000_000
_NESTED: Final = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".jar")
_DOCTYPE: Final = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)|<\0!\0D\0|\0<\0!\0D", re.I)


class Archive:
    """A zipped document; raises `DocumentError`s of all kinds when opened or read."""

    def __init__(self, data: bytes, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = self._zip.namelist()
        except Exception as error:
            raise DamagedDocumentError(path, f"l'archive est tronquée ou abîmée ({error})") from None
        self._check()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    def _check(self) -> None:
        members = self._zip.infolist()
        if len(members) > _MEMBERS:
            raise HostileDocumentError(self._path, f"l'archive a plus de {_MEMBERS} parties")
        if sum(member.file_size for member in members) > self._limits.unpacked_bytes:
            size = self._limits.unpacked_bytes / 1e6
            raise DocumentTooLargeError(self._path, f"décompressé, le document dépasse {size:g} Mo (JALONS_UNPACKED_BYTES)")
        for member in members:
            if member.flag_bits & 0x1:
                raise ProtectedDocumentError(self._path, "le document est chiffré ; enregistrez-le sans mot de passe")
            if member.file_size > _LARGE and member.file_size > _RATIO * max(member.compress_size, 1):
                raise HostileDocumentError(self._path, f"bombe de décompression ({member.filename[:80]!r})")
            name = member.filename.replace("\\", "/")
            if name.startswith("/") or ".." in PurePosixPath(name).parts:
                raise HostileDocumentError(self._path, f"une partie porte un chemin interdit ({member.filename[:80]!r})")
            if name.lower().endswith(_NESTED):
                raise HostileDocumentError(self._path, f"une archive est imbriquée dans le document ({member.filename[:80]!r})")

    def part(self, name: str) -> bytes:
        """The bytes of a part, `b""` if there is none of that name."""
        if name not in self.names:
            return b""
        try:
            return self._zip.read(name)
        except Exception as error:
            # zipfile raises whatever it stumbles upon: BadZipFile, zlib.error, NotImplementedError, EOFError…
            raise DamagedDocumentError(self._path, f"la partie {name!r} est abîmée ({error})") from None

    def xml(self, name: str) -> Element | None:
        """The root element of a part, `None` if there is no such part."""
        data = self.part(name)
        return parse_xml(data, self._path, name) if data else None


def parse_xml(data: bytes, path: Path, name: str) -> Element:
    """The root of an XML part. Document type declarations are refused: that is where entities are declared."""
    from lxml import etree

    if _DOCTYPE.search(data):
        raise HostileDocumentError(path, f"la partie {name!r} déclare des entités XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise HostileDocumentError(path, f"la partie {name!r} imbrique trop d'éléments") from None
        raise DamagedDocumentError(path, f"la partie {name!r} est abîmée ({error})") from None


def local(element: Element) -> str:
    """An element's name without its namespace; `""` for a comment or instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace, `""` if there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def first(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a path of local names."""
    for name in names:
        element = next((child for child in element if local(child) == name), None) if element is not None else None
    return element


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements of a local name below an element."""
    return (each for each in element.iter() if local(each) == name)
