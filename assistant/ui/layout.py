"""Lay the pages out: four pieces of markup, the channels that feed them, and what listens to what.

Data reaches the browser as values and becomes text nodes there (`page/dom.js`). It never enters an `html_template`:
Gradio compiles a rendered template again, as a JavaScript template literal, so `${...}` in anybody's words would run.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence

import gradio as gr
from pydantic import BaseModel

from assistant.knowledge.corpus import Corpus
from assistant.models.conversation import Conversation
from assistant.service.limits import Limits
from assistant.service.visitor import HEADER
from assistant.store.archive import Archive
from assistant.ui import handlers
from assistant.ui.assets import read
from assistant.ui.render.map import framework_map
from assistant.ui.render.names import Names
from assistant.ui.render.review import desk
from assistant.ui.render.trust import TrustView
from assistant.ui.render.turn import TalkView, talk, writing

Json = object
"""What Gradio sends to the browser as it is."""

AT_ONCE = 8
"""How many visitors are answered at the same time; the others wait in line."""


def build(
    ready: handlers.Ready, corpus: Corpus, archive: Archive, trust: TrustView, *, limits: Limits
) -> gr.Blocks:
    """All rooms over one assistant that every visitor shares, and a conversation that nobody does."""
    names = Names.of(corpus)
    page = gr.Blocks(title="Coproduction assistant", analytics_enabled=False, fill_width=True)
    with page:
        _piece("frame")
        _ask_room(ready, names, archive, limits)
        _review_room(ready, corpus, names, archive, limits)
        _piece("sources", value=_plain(framework_map(corpus)))
        _piece("trust", value=_plain(trust))
    return page


def _piece(name: str, *, value: Json = None, events: tuple[str, ...] = ()) -> gr.HTML:
    """A part of the page with markup and script of its own; `events` are what its script may trigger."""
    script = (
        f"import(new URL('page/{name}.js', document.baseURI)).then("
        "module => module.mount({element, props, trigger, watch}));"
        + "".join(f" '{event}';" for event in events)
    )
    return gr.HTML(
        value=value,
        html_template=read(f"{name}.html"),
        js_on_load=script,
        apply_default_css=False,
        elem_id=f"piece-{name}",
        elem_classes=["piece"],
    )


def _ask_room(ready: handlers.Ready, names: Names, archive: Archive, limits: Limits) -> None:
    turns = _piece("ask", value=_plain(TalkView()), events=("ask", "open", "stop"))
    live = _piece("live", value=None)

    def on_ask(event: gr.EventData, request: gr.Request) -> Iterator[tuple[Json, Json]]:
        memory = archive.memory(_visitor(request))
        for after in handlers.ask(ready, event.sent, memory=memory, limits=limits):
            yield _shown(after)

    def on_open(event: gr.EventData, request: gr.Request) -> tuple[Json, Json]:
        said, live = _shown(handlers.reopen(event.sent, memory=archive.memory(_visitor(request))))
        return _fresh(said), live

    def _shown(after: Conversation) -> tuple[Json, Json]:
        live = _plain(writing(after.live)) if after.live else None
        return _plain(talk(after, names)), live

    shown = [turns, live]
    asking = _listen(turns.ask, on_ask, shown)
    _listen(turns.open, on_open, shown)
    # What passed before the stop is kept: stopping is to be shown what is.
    _listen(turns.stop, on_open, shown, cancels=asking)


def _review_room(
    ready: handlers.Ready, corpus: Corpus, names: Names, archive: Archive, limits: Limits
) -> None:
    room = _piece("review", value={"state": "empty"}, events=("review", "open"))

    def on_review(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        for after in handlers.review(
            ready,
            event.sent,
            folder=archive.folder(_visitor(request)),
            framework=corpus.framework,
            limits=limits,
        ):
            yield _fresh(_plain(desk(after, names, corpus.framework)))

    def on_open(event: gr.EventData, request: gr.Request) -> Json:
        folder = archive.folder(_visitor(request))
        after = handlers.lay_out_again(event.sent, folder=folder)
        return _fresh(_plain(desk(after, names, corpus.framework)))

    _listen(room.review, on_review, [room])
    _listen(room.open, on_open, [room])


def _listen(
    event: Callable[..., gr.events.Dependency],
    act: Callable[..., object],
    outputs: Sequence[gr.components.Component],
    *,
    cancels: gr.events.Dependency | None = None,
) -> gr.events.Dependency:
    return event(
        act,
        [],
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="multiple",
        concurrency_limit=AT_ONCE,
        cancels=[cancels] if cancels else None,
    )


def _visitor(request: gr.Request) -> str:
    """Who is there, as the service verified it."""
    return str(request.headers[HEADER])


def _fresh(view: Json) -> Json:
    """The same thing told twice is told twice: a browser hears of changes alone."""
    assert isinstance(view, dict)
    return view | {"told": secrets.token_hex(4)}


def _plain(view: BaseModel) -> Json:
    return view.model_dump(mode="json")
