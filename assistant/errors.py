"""Everything that can go wrong for a user, in one tree; each message says what, where and what to do."""

from collections.abc import Sequence
from pathlib import Path


class AssistantError(Exception):
    """The root: whoever faces a person catches this and nothing wider."""


class CorpusError(AssistantError):
    """The corpus holds mistakes; all of them are listed."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  - {problem}" for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in the corpus:{lines}")


class PaperError(AssistantError):
    """The file given as the paper is not it, or not whole."""


class DocumentError(AssistantError):
    """A file that a user brought cannot be read."""


class IndexMissingError(AssistantError):
    """No index has been built yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no index in {str(path)!r}: run `assistant index`")


class StaleIndexError(AssistantError):
    """The index was built from another corpus, paper or model."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the index in {str(path)!r} is out of date: run `assistant index`")


class InputError(AssistantError):
    """What was given to a command cannot be used."""


class PromptError(AssistantError):
    """A prompt file and what fills it do not fit each other."""


class ChatModelSettingError(AssistantError):
    """The settings name a chat model that cannot be had as they stand."""


class ChatModelError(AssistantError):
    """The chat model did not answer in a usable way; the embedded writer takes over."""


class ChatModelTimeoutError(ChatModelError):
    """It took longer than the settings allow."""


class ChatModelUnreachableError(ChatModelError):
    """Its server is not there, or went away in the middle of an answer."""


class ChatModelRefusedError(ChatModelError):
    """Its server or the model itself turned the request down, or sent what is no answer."""


class BusyError(AssistantError):
    """A port is taken, a disk is full, another process holds the index."""


class StoreError(AssistantError):
    """What should be kept cannot be: the database is out of reach, or of a later version."""
