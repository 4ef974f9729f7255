"""How every record behaves: frozen, closed to unknown fields, described by its own docstrings."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value: it cannot be changed, and a field that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
