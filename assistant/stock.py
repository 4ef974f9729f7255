"""What may be added to the index while the app runs: the reader's copy of the paper, and own documents."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError
from assistant.knowledge.documents import Chunk, chunks
from assistant.knowledge.plain import shown
from assistant.retrieval.build import Progress
from assistant.settings import Settings
from assistant.wiring import Assistant, kept_library, open_assistant, read_paper, read_upload


@dataclass(frozen=True)
class Stock:
    """Builds the index anew and opens it; the one that serves is left alone until then."""

    settings: Settings

    def documents(self) -> list[str]:
        """Names of the own documents that are indexed."""
        return sorted({chunk.file for chunk in kept_library(self.settings)})

    def check_paper(self, name: str, data: bytes) -> None:
        """Whether this is the paper.

        Raises:
            PaperError: in one sentence, when it is not, or not all of it.
        """
        with tempfile.TemporaryDirectory() as folder:
            read_paper(self.settings, _written(Path(folder), name, data))

    def with_paper(self, name: str, data: bytes, *, progress: Progress) -> Assistant:
        """The assistant with this copy of the paper."""
        with tempfile.TemporaryDirectory() as folder:
            copy = _written(Path(folder), name, data)
            return self._opened(self.settings.model_copy(update={"paper": copy}), progress)

    def check_document(self, name: str, data: bytes) -> None:
        """Whether the document can be read.

        Raises:
            DocumentError: in one sentence, when it cannot.
            InputError: when the documents are kept in a folder that is not ours to change.
        """
        self._demand_ours()
        read_upload(self.settings, name, data)

    def with_document(self, name: str, data: bytes, *, progress: Progress) -> Assistant:
        """The assistant with this document; one of the same name is replaced."""
        document = read_upload(self.settings, name, data)
        kept = self._without(document.name)
        return self._opened(self.settings, progress, [*kept, *chunks(document)])

    def without_document(self, name: str, *, progress: Progress) -> Assistant:
        """The assistant without that document.

        Raises:
            InputError: when the documents are kept in a folder that is not ours to change.
        """
        self._demand_ours()
        return self._opened(self.settings, progress, self._without(name))

    def _without(self, name: str) -> list[Chunk]:
        return [chunk for chunk in kept_library(self.settings) if chunk.file != name]

    def _demand_ours(self) -> None:
        if self.settings.library:
            raise InputError(
                f"the documents are those of the folder {str(self.settings.library)!r}: "
                "change them there and start the app anew"
            )

    def _opened(
        self, settings: Settings, progress: Progress, library: Sequence[Chunk] | None = None
    ) -> Assistant:
        assistant = open_assistant(settings, progress=progress, library=library)
        assistant.warm_up()
        return assistant


def _written(folder: Path, name: str, data: bytes) -> Path:
    # Under its own name, which the messages give; a name is no path.
    path = folder / (shown(name) or "copy")
    path.write_bytes(data)
    return path
