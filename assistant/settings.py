"""Settings, from the environment with the prefix `ASSISTANT_`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What a user may change without touching code."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", frozen=True, extra="ignore", use_attribute_docstrings=True
    )

    home: Path = Path(".assistant")
    """Where all state is kept."""
    paper: Path | None = None
    """The reader's own copy of the paper, .txt or .pdf."""
    library: Path | None = None
    """A folder with a project's own documents."""
    corpus: Path = ROOT / "corpus"
    """What the assistant knows, as data."""
    embedding_model: str = ""
    """A folder with a sentence-transformers model; empty means the packaged all-MiniLM-L6-v2."""
    max_upload_mb: int = Field(default=20, gt=0)
    """The largest file that a user may bring, in MB."""
    max_inflated_mb: int = Field(default=25, gt=0)
    """What a file may unpack to, in MB, counted while it unpacks."""
    max_entries: int = Field(default=1000, gt=0)
    """How many files a .docx or .odt may hold."""
    max_ratio: int = Field(default=100, gt=0)
    """How many times larger than it is a file may unpack."""
    max_pages: int = Field(default=400, gt=0)
    """How many pages a file may have."""
    max_seconds: float = Field(default=60.0, gt=0)
    """How long reading a file may take."""
    max_memory_mb: int = Field(default=256, gt=0)
    """What the process that reads a PDF may take, where the system can limit it."""
    llm: str = ""
    """A chat model that words answers, as `provider:model` or `gguf:/path/model.gguf`; empty means none."""
    llm_base_url: str = ""
    """An OpenAI-compatible server (Ollama, vLLM, llama.cpp) that serves `openai:<model>`."""
    llm_timeout: float = Field(default=30, gt=0)
    """Seconds that the chat model may take for one answer; then the embedded writer finishes it."""
    llm_tokens: int = Field(default=700, ge=50)
    """Tokens that the chat model may write for one answer."""
    llm_prompt_tokens: int = Field(default=3000, ge=500)
    """Tokens of evidence, question and earlier turns that are sent at most, at four characters each."""
    llm_threads: int = Field(default=0, ge=0)
    """Threads for a GGUF file; 0 is one a core, fewer are faster where the machine has other work."""
    prompts: Path = ROOT / "prompts"
    """Every text that is sent to a chat model."""

    database_url: str = ""
    """Where conversations and reviews are kept, as an SQLAlchemy URL; empty means SQLite under `home`."""
    keep_days: int = Field(default=365, gt=0)
    """After how many days without use they are deleted."""

    @property
    def index(self) -> Path:
        """Where index builds live."""
        return self.home / "index"
