"""What the assistant knows right now, for the pages and the API."""

from assistant.models.record import Record


class Status(Record):
    """Counts, the model and the writer."""

    paper_indexed: bool
    paper_places: int
    """Paragraphs of the paper that are tied to the reader's copy."""
    findings: int
    documents: int = 0
    """Pieces of the project's own documents."""
    model: str
    writer: str
