"""Printed pages as running text."""

import pytest

from assistant.knowledge.pages import body_lines, running_text, unhyphenated


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        pytest.param("volun-\nteers", "volunteers", id="broken word"),
        pytest.param("volun\u00ad\nteers", "volunteers", id="soft hyphen"),
        pytest.param("volun\x02\nteers", "volunteers", id="as PDFium marks it"),
        pytest.param("well-being, well-\nbeing", "well-being, well-being", id="known compound"),
        pytest.param("nøg-\nler", "nøgler", id="Danish"),
        pytest.param("EU-\nDenmark", "EU-\nDenmark", id="a capital goes on"),
        pytest.param("2017-\n2019", "2017-\n2019", id="a number goes on"),
        pytest.param("long - and\nwide", "long - and\nwide", id="dash"),
    ],
)
def test_unhyphenated(printed: str, mended: str) -> None:
    assert unhyphenated(printed) == mended


@pytest.mark.parametrize(
    ("pages", "kept"),
    [
        pytest.param(
            ["Plan 1\na", "Plan 2\nb", "Plan 3\nc"], [["a"], ["b"], ["c"]], id="numbered head"
        ),
        pytest.param(["a\n1", "b\n2"], [["a"], ["b"]], id="folios of two pages"),
        pytest.param(["Plan\na", "Plan\nb"], [["Plan", "a"], ["Plan", "b"]], id="twice is chance"),
        pytest.param(
            ["Part 1", "Part 2", "Part 3"], [["Part 1"], ["Part 2"], ["Part 3"]], id="one"
        ),
        pytest.param(["", " \n"], [[], []], id="empty pages"),
    ],
)
def test_body_lines(pages: list[str], kept: list[list[str]]) -> None:
    assert body_lines(pages) == kept


def test_a_line_that_recurs_inside_a_page_is_text() -> None:
    page = "Head\none\nNoise\nNoise\ntwo\n"
    assert body_lines([page + "a\nb", page + "c\nd", page + "e\nf"])[0] == [
        *("Noise", "Noise", "two"),
        *("a", "b"),
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["Aims", "Rooms for all"], "Aims\n\nRooms for all", id="short lines"),
        pytest.param(
            ["x" * 60, "y" * 20, "Next"], "x" * 60 + " " + "y" * 20 + "\n\nNext", id="wrap"
        ),
        pytest.param(["x" * 60, "- item"], "x" * 60 + "\n\n- item", id="an item opens"),
        pytest.param(
            ["Friends who come when they", "can"], "Friends who come when they can", id="low"
        ),
    ],
)
def test_running_text(lines: list[str], text: str) -> None:
    assert running_text(lines) == text
