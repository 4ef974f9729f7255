"""The paper's outline: sections, and the opening words by which their paragraphs are recognised."""

from collections.abc import Mapping
from functools import cached_property

from assistant.models.framework import Place
from assistant.models.record import Record


class Unit(Record):
    """A paragraph or a block quote, known by its first words."""

    paragraph: int | None = None
    quote: str | None = None
    opening: str
    optional: bool = False
    """True for the title page and the identifiers, which not every copy has."""


class Section(Record):
    """A headed part of the paper."""

    id: str
    title: str
    parent: str | None = None
    headings: tuple[str, ...]
    """The lines that stand above its first paragraph in the paper."""
    units: tuple[Unit, ...]


class Outline(Record):
    """The paper from title page to the authors' identifiers; the reference list is left out."""

    sections: tuple[Section, ...]

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Section id -> the path that a reader sees, such as `Findings › Selection strategy`."""
        plain = {section.id: section.title for section in self.sections}
        parents = {section.id: section.parent for section in self.sections}
        paths: dict[str, str] = {}
        for section in self.sections:
            parent = parents[section.id]
            paths[section.id] = f"{plain[parent]} › {section.title}" if parent else section.title
        return paths

    @cached_property
    def places(self) -> frozenset[Place]:
        """Every paragraph that a locator may name."""
        return frozenset(
            Place(section=section.id, paragraph=unit.paragraph)
            for section in self.sections
            for unit in section.units
            if unit.paragraph is not None
        )
