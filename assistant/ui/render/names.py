"""Codes and places as a person would say them."""

from collections.abc import Mapping

from assistant.knowledge.corpus import Corpus
from assistant.models.record import Record


class Label(Record):
    """A code and what it is called."""

    code: str
    label: str


class Names(Record):
    """What every code and every section is called."""

    codes: Mapping[str, str]
    sections: Mapping[str, str]
    """Section -> its path, such as `Findings › Selection strategy`."""

    @classmethod
    def of(cls, corpus: Corpus) -> "Names":
        """As the corpus calls them."""
        codes = {code: entry.label for code, entry in corpus.framework.entries.items()}
        return cls(codes=codes, sections=corpus.outline.titles)

    def label(self, code: str) -> Label:
        """An unknown code is called what it says."""
        return Label(code=code, label=self.codes.get(code, code.replace("_", " ")))

    def labels(self, codes: tuple[str, ...]) -> tuple[Label, ...]:
        """Several, in order."""
        return tuple(self.label(code) for code in codes)

    def path(self, section: str) -> tuple[str, ...]:
        """From the outermost heading to the section's own; a document's name stands for itself."""
        return tuple(self.sections.get(section, section).split(" › "))
