"""Draws hopes and their mirrors with matplotlib, in greys alone."""

import io
import textwrap
from typing import TYPE_CHECKING

from assistant.models.picture import Force, Hope, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 9.0
_ROW = 0.46
"""Inches from one line of text to the next."""
_LEFT, _RIGHT = 3.55, 5.75
"""Where the dots stand, in inches."""
_COLUMNS = 36
"""Letters to a line on the right."""
_FILLS = {"handled": "0.15", "named": "0.65", "open": "white"}
_LEGEND = (
    ("handled", "faced, with an answer"),
    ("named", "named, without one"),
    ("open", "left out"),
)
_SIDES = {"municipal": "puts the municipality off", "voluntary": "puts the volunteers off"}


def prepare() -> None:
    """Load matplotlib, and settle that it shows nothing on a screen.

    Gradio asks it for its screen before every event; to find one, it would first import all that could draw on it.
    """
    import matplotlib

    matplotlib.use("agg")


def draw(picture: Picture, *, dots_an_inch: int = 160) -> bytes:
    """A PNG; the same picture gives the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = max(len(picture.hopes), len(picture.forces) + _sides(picture), 3)
    height = _ROW * (rows + 2.4)
    figure = Figure(figsize=(_WIDTH, height), dpi=dots_an_inch, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _fill(axes, picture, height)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _fill(axes: "Axes", picture: Picture, height: float) -> None:
    top, bottom = 1.1 * _ROW, height - 1.3 * _ROW
    axes.text(_LEFT, 0.55 * _ROW, "What the plan hopes for", ha="right", va="center", weight="bold")
    axes.text(_RIGHT, 0.55 * _ROW, "What may put a side off", va="center", weight="bold")
    left = _spread([hope.code for hope in picture.hopes], top, bottom)
    heads = _sides(picture)
    names = [name for force in _with_heads(picture) for name in force]
    right = _spread(names, top, bottom) if heads else {}
    for mirror in picture.mirrors:
        ends = [left[mirror.hope], right[mirror.force]]
        style = ("-", 1.6, "0.15") if mirror.faced else ((0, (4, 3)), 0.9, "0.45")
        axes.plot([_LEFT + 0.2, _RIGHT - 0.2], ends, ls=style[0], lw=style[1], c=style[2], zorder=1)
    for hope in picture.hopes:
        _hope(axes, hope, left[hope.code])
    for force in picture.forces:
        _force(axes, force, right[force.code])
    for side, words in _SIDES.items():
        if side in right:
            axes.text(_RIGHT, right[side], words, va="center", style="italic", size=9, color="0.25")
    _legend(axes, height - 0.6 * _ROW)


def _hope(axes: "Axes", hope: Hope, at: float) -> None:
    often = f" ×{hope.sentences}" if hope.sentences > 1 else ""
    axes.plot(_LEFT + 0.2, at, "o", ms=9, mfc="0.15", mec="0.15", zorder=2)
    axes.text(_LEFT, at, f"{hope.label}{often}", ha="right", va="center", size=10)


def _force(axes: "Axes", force: Force, at: float) -> None:
    axes.plot(_RIGHT - 0.2, at, "o", ms=9, mfc=_FILLS[force.state], mec="0.15", mew=1.4, zorder=2)
    weight = "bold" if force.flagged else "normal"
    label = textwrap.fill(force.label, _COLUMNS)
    axes.text(_RIGHT, at, label, va="center", size=10, weight=weight, linespacing=0.95)


def _legend(axes: "Axes", at: float) -> None:
    place = 0.5
    for state, words in _LEGEND:
        axes.plot(place, at, "o", ms=8, mfc=_FILLS[state], mec="0.15", mew=1.4)
        axes.text(place + 0.18, at, words, va="center", size=9)
        place += 0.4 + 0.075 * len(words) + 0.3
    axes.text(place, at, "bold: flagged", va="center", size=9, weight="bold")


def _sides(picture: Picture) -> int:
    return len({force.viewpoint for force in picture.forces})


def _with_heads(picture: Picture) -> list[list[str]]:
    """Each side's name before its forces."""
    found = []
    for side in _SIDES:
        codes = [force.code for force in picture.forces if force.viewpoint == side]
        found.append([side, *codes] if codes else [])
    return found


def _spread(names: list[str], top: float, bottom: float) -> dict[str, float]:
    """Heights from top to bottom, evenly."""
    step = (bottom - top) / max(len(names), 1)
    return {name: top + step * (number + 0.5) for number, name in enumerate(names)}
