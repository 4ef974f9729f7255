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

    database_url: str = ""
    """Where conversations and reviews are kept, as an SQLAlchemy URL; empty means SQLite under `home`."""
    keep_days: int = Field(default=365, gt=0)
    """After how many days without use they are deleted."""

    @property
    def index(self) -> Path:
        """Where index builds live."""
        return self.home / "index"
