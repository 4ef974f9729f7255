"""Prompts are files that declare what fills them; filling is strict."""

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from assistant.errors import PromptError

_DECLARED = re.compile(r"\A<!-- variables:(?P<names>[^>]*)-->\n")


@dataclass(frozen=True)
class Prompt:
    """A text with `$name` where something is to be put."""

    name: str
    text: str

    @classmethod
    def load(cls, path: Path) -> "Prompt":
        """Read a prompt whose first line declares its variables: `<!-- variables: question, evidence -->`.

        Raises:
            PromptError: when the file is missing, or uses other variables than it declares.
        """
        try:
            whole = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(f"there is no prompt {str(path)!r} that can be read") from error
        head = _DECLARED.match(whole)
        if not head:
            raise PromptError(f"{path.name}: the first line must be `<!-- variables: ... -->`")
        prompt = cls(path.stem, whole[head.end() :].strip())
        declared = {name for name in re.split(r"[,\s]+", head["names"]) if name}
        if declared != prompt.variables:
            raise PromptError(
                f"{path.name}: it declares {sorted(declared)} and uses {sorted(prompt.variables)}"
            )
        return prompt

    @property
    def variables(self) -> set[str]:
        """The names that must be filled."""
        return set(Template(self.text).get_identifiers())

    def fill(self, **values: str) -> str:
        """Put each value in its place; what is put in is never read again for placeholders.

        Raises:
            PromptError: when a value is missing or one too many.
        """
        if self.variables != values.keys():
            raise PromptError(
                f"prompt {self.name!r} takes {sorted(self.variables)}, but was given {sorted(values)}"
            )
        return Template(self.text).substitute(values)
