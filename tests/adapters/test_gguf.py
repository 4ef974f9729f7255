"""A model file as chat model: what is said when it cannot be had."""

from pathlib import Path

import pytest

from assistant.adapters.chat_models import Budget
from assistant.adapters.gguf import gguf_chat
from assistant.dialogue.chat import ChatRequest
from assistant.errors import ChatModelSettingError, ChatModelUnreachableError

BUDGET = Budget(seconds=5, tokens=50)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ChatModelSettingError, match="there is no such file"):
        gguf_chat(tmp_path / "no.gguf", budget=BUDGET, context=512)


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_text("PK, not GGUF")

    with pytest.raises(ChatModelSettingError, match="is no GGUF file"):
        gguf_chat(path, budget=BUDGET, context=512)


def test_a_broken_file_is_an_error_of_the_model(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + b"\x00" * 64)
    chat = gguf_chat(path, budget=BUDGET, context=512)

    with pytest.raises(ChatModelUnreachableError, match="could not be loaded"):
        list(chat.stream(ChatRequest("", "", "{}")))
