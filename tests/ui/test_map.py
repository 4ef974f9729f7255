"""The framework as a map."""

from assistant.knowledge.corpus import Corpus
from assistant.ui.render.map import framework_map


def test_every_code_is_on_a_shelf_with_its_definition_and_place(corpus: Corpus) -> None:
    codes = [code for shelf in framework_map(corpus).shelves for code in shelf.codes]
    assert {code.code for code in codes} == set(corpus.framework.entries)
    assert all(code.definition and " · paragraph " in code.place for code in codes)


def test_the_mirrors_can_be_followed_both_ways(corpus: Corpus) -> None:
    codes = {code.code: code for shelf in framework_map(corpus).shelves for code in shelf.codes}
    for code in codes.values():
        for other in code.turns_into:
            assert code.code in {label.code for label in codes[other.code].comes_from}


def test_strategies_say_who_uses_them(corpus: Corpus) -> None:
    codes = {code.code: code for shelf in framework_map(corpus).shelves for code in shelf.codes}
    assert codes["selection"].whose == "used by the municipality"
    assert codes["depoliticization"].whose == "used by volunteers"
