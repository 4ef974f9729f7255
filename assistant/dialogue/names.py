"""Topics that a text calls by their own name."""

import re

_NAMES = {
    "selection": r"\bselect(?:ion|ing)\b",
    "individualization": r"\bindividuali[sz]",
    "service_separation": r"\bseparat(?:ion|ing)\b",
    "depoliticization": r"\bdepolitici[sz]",
    "symbolic_compensation": r"\bsymbolic (?:compensation|recognition)",
    "demarcation": r"\bdemarcat",
    "welcoming": r"\bwelcoming\b",
    "boundary_object": r"\bboundary objects?\b",
    "decoupling": r"\bdecoupl",
    "care_only": r"\bcare[- ]only\b",
    "compelling_forces": r"\bcompel|\battract",
    "repelling_forces": r"\brepel|\bputs? (?:\w+ )?off\b",
    "public_value": r"\bpublic (?:and voluntary )?value",
    "voluntary_value": r"\bvoluntary (?:and public )?value",
    "influence_not_only_recognition": r"\binfluence\b",
}

OPPOSITES = {
    "demarcation": "welcoming",
    "welcoming": "demarcation",
    "compelling_forces": "repelling_forces",
    "repelling_forces": "compelling_forces",
    "hopes_municipal": "hopes_voluntary",
    "hopes_voluntary": "hopes_municipal",
    "irritations_municipal": "irritations_voluntary",
    "irritations_voluntary": "irritations_municipal",
    "decoupling": "care_only",
    "care_only": "decoupling",
    "public_value": "voluntary_value",
    "voluntary_value": "public_value",
    "municipal_strategies": "voluntary_strategies",
    "voluntary_strategies": "municipal_strategies",
    "public_failure": "voluntary_failure",
    "voluntary_failure": "public_failure",
}
"""What is called the opposite, or the other kind, of a topic."""


def named(text: str) -> list[str]:
    """Topics in the order in which the text names them."""
    low = text.lower()
    found = {topic: re.search(name, low) for topic, name in _NAMES.items()}
    places = {topic: match.start() for topic, match in found.items() if match}
    return sorted(places, key=lambda topic: places[topic])
