"""A zip from a stranger, such as a .docx: counted while it inflates, since its headers may lie."""

import io
import time
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol, TypeVar
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from assistant.errors import DocumentError
from assistant.knowledge.documents import Limits

_STEP = 1 << 16
_ENTRY = b"PK\x01\x02"
_BROKEN = "is broken and cannot be read: open it, save it anew and try again"
_POISONED = "declares entities, which no word processor writes: do not trust it, or save it anew"
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class Handler(Protocol):
    """Hears of elements as they are read, so that no tree is ever built."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; its tag is `{namespace}name`."""
        ...

    def end(self, tag: str) -> None:
        """It closes."""
        ...

    def data(self, text: str) -> None:
        """Some of the text in it."""
        ...


_Heard = TypeVar("_Heard", bound=Handler)


class Archive:
    """The parts of a .docx or .odt in memory; nothing is ever written to disk."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        """Look at the list of parts.

        Raises:
            DocumentError: when it is broken, locked, or says itself that it is too large.
        """
        self._name = name
        self._most = min(limits.inflated_mb * 1_000_000, limits.ratio * len(data))
        self._left = self._most
        self._limits = limits
        self._until = time.monotonic() + limits.seconds
        # Each entry costs memory as soon as the list is read, so they are counted before.
        if data.count(_ENTRY) > limits.entries:
            raise self._refused(f"holds more than {limits.entries} parts: save it anew")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_ERRORS as error:
            raise self._refused(_BROKEN) from error
        self.parts = frozenset(self._zip.namelist())
        if any(info.flag_bits & 1 for info in self._zip.infolist()):
            raise self._refused("is locked with a password: save a copy without one")
        if sum(info.file_size for info in self._zip.infolist()) > self._most:
            raise self._too_much()

    def read(self, part: str) -> bytes:
        """One part, whole."""
        return b"".join(self._pieces(part))

    def parse(self, part: str, handler: _Heard) -> _Heard:
        """Read a part as XML into `handler`, and return it.

        Raises:
            DocumentError: when the part is broken, poisoned, or inflates to too much.
        """
        parser = DefusedXMLParser(target=handler, forbid_dtd=True)
        try:
            for piece in self._pieces(part):
                parser.feed(piece)
            parser.close()
        except DefusedXmlException as error:
            raise self._refused(_POISONED) from error
        except (ParseError, ValueError, LookupError) as error:
            raise self._refused(_BROKEN) from error
        return handler

    def _pieces(self, part: str) -> Iterator[bytes]:
        try:
            info = self._zip.getinfo(part)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise NotImplementedError(info.compress_type)
            with self._zip.open(info) as file:
                while piece := file.read(_STEP):
                    self._count(piece)
                    yield piece
        except KeyError as error:
            raise self._refused(_BROKEN) from error
        except _ZIP_ERRORS as error:
            raise self._refused(_BROKEN) from error

    def _count(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise self._too_much()
        if time.monotonic() > self._until:
            raise self._refused(
                f"takes longer than {self._limits.seconds:g} seconds to read: split it"
            )

    def _too_much(self) -> DocumentError:
        whole = self._limits.inflated_mb * 1_000_000
        much = (
            f"{self._limits.inflated_mb} MB"
            if self._most == whole
            else f"{self._limits.ratio} times its size"
        )
        return self._refused(
            f"unpacks to more than {much}: save it anew, without large pictures and embedded files"
        )

    def _refused(self, why: str) -> DocumentError:
        return DocumentError(f"{self._name!r} {why}")
