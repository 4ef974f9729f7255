"""The `assistant` command: index, search, ask, review, check, serve, eval."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.errors import AssistantError, InputError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.knowledge.documents import Document
    from assistant.models.framework import Framework
    from assistant.models.review import Contest, Review
    from assistant.retrieval.build import Progress
    from assistant.stock import Stock
    from assistant.store.archive import Archive
    from assistant.wiring import Assistant

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Decision support for coproduction planning, grounded in one study.",
)
EXPORTS = (".docx", ".pdf", ".md", ".json")
"""What a review can be written to."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
PaperOption = Annotated[
    Path | None, typer.Option("--paper", help="Your own copy of the paper, .txt or .pdf.")
]
LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="A folder with your project's own documents.")
]


def main() -> NoReturn:
    """Run a command; whatever goes wrong for a user is one line on stderr."""
    try:
        # Outside its stand-alone mode Typer returns the code of an early exit, and None at the end.
        code = app(standalone_mode=False) or 0
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except AssistantError as error:
        print(f"assistant: {error}", file=sys.stderr)
        code = 1
    except OSError as error:
        print(
            f"assistant: {error.strerror or error}: {error.filename or ''}".rstrip(": "),
            file=sys.stderr,
        )
        code = 1
    except typer.TyperException as error:
        print(f"assistant: {error.format_message()}", file=sys.stderr)
        code = error.exit_code
    sys.exit(code)


@app.command()
def index(paper: PaperOption = None, library: LibraryOption = None) -> None:
    """Build the index, or bring it up to date."""
    from assistant.knowledge.corpus import Corpus
    from assistant.wiring import build_embedder, library_of, paper_of, update_index

    settings = _settings(paper=paper, library=library)
    corpus = Corpus.load(settings.corpus)
    problems = library_of(settings)[1] if settings.library else []
    copy = paper_of(settings, corpus)
    with _progress() as told:
        changed = update_index(settings, corpus, build_embedder(settings), progress=told)
    for problem in problems:
        print(f"left out: {problem}", file=sys.stderr)
    print("The index is ready." if changed else "The index was up to date.")
    if copy:
        tied = len(copy.paragraphs) + len(copy.quotes)
        print(
            f"Your copy of the paper is tied in: {tied} paragraphs and quotes are cited verbatim."
        )
    else:
        print(
            "Citations are in our own words; with your copy of the paper they are verbatim: "
            "assistant index --paper FILE"
        )


@app.command()
def search(
    query: str,
    limit: Annotated[int, typer.Option("-k", min=1, max=50, help="How many results.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Show what retrieval finds, best first."""
    if not query.strip():
        raise InputError("the query is empty: say what to look for")
    hits = _open().search(query, limit=limit)
    if as_json:
        _print_json([hit.model_dump() for hit in hits])
        return
    for number, hit in enumerate(hits, start=1):
        print(f"{number}. {hit.section}, ¶ {hit.paragraph} ({hit.kind})\n   {hit.text}\n")


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="Your question, or your situation.")
    ] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option(help="JSON lines with id, q and history; one answer a line.")
    ] = None,
) -> None:
    """Answer a question about the research."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE")
    if batch is not None:
        _ask_batch(batch)
        return
    assert question is not None
    answer = _open().ask(question)
    if as_json:
        _print_json(answer.model_dump())
    else:
        from assistant.dialogue.render import to_text

        print(to_text(answer))


@app.command()
def review(
    plan: Annotated[
        str | None, typer.Argument(help="A plan file, or - for standard input.")
    ] = None,
    as_json: AsJson = False,
    export: Annotated[
        Path | None, typer.Option(help="Write the review to a .docx, .pdf, .md or .json file.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="An earlier version of the plan, to see what changed.")
    ] = None,
    contest: Annotated[
        list[str] | None,
        typer.Option(help='Disagree with a flag: FLAG_ID="reason". It stays, as contested.'),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(help="Every plan in a folder, one JSON a line.")
    ] = None,
) -> None:
    """Review a plan: what it hopes for, and what it does not face."""
    if (plan is None) == (batch is None):
        raise typer.BadParameter("give either a plan or --batch DIR")
    if batch is not None:
        if export or against or contest:
            raise typer.BadParameter("--export, --against and --contest are for one plan")
        _review_batch(batch)
        return
    assert plan is not None
    from assistant.review.contest import contested
    from assistant.review.report import to_markdown

    contests = [_contest(told) for told in contest or ()]
    if export and export.suffix not in EXPORTS:
        wanted = ", ".join(EXPORTS)
        raise typer.BadParameter(f"{export.suffix or 'no ending'}: export to one of {wanted}")
    result, framework = _reviewed(plan, against)
    result = contested(result, contests)
    written = _export(result, framework, export) if export else []
    if as_json:
        _print_json(result.model_dump())
    elif written:
        print(f"The review is in {' and '.join(map(str, written))}.")
    else:
        print(to_markdown(result, framework))


@app.command()
def check(
    file: Annotated[
        str | None, typer.Argument(help="A text about the research, or - for standard input.")
    ] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option(help="JSON lines with id and text; one JSON a line.")
    ] = None,
) -> None:
    """Check a text about the research: what does the paper support, contradict, not cover?"""
    if (file is None) == (batch is None):
        raise typer.BadParameter("give either a text or --batch FILE")
    if batch is not None:
        _check_batch(batch)
        return
    assert file is not None
    from assistant.dialogue.checked import to_text

    text = _document(file).text
    if not text.strip():
        raise InputError("the text is empty: give a text about the research")
    checked = _open().check(text, name=Path(file).name)
    if as_json:
        _print_json(checked.model_dump())
    else:
        print(to_text(checked))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 7860,
) -> None:
    """Start the app: pages and API."""
    from assistant.knowledge.corpus import Corpus
    from assistant.service.app import Parts
    from assistant.service.app import serve as run
    from assistant.service.visitor import Signer

    settings = Settings()

    def load() -> "Assistant":
        from assistant.wiring import open_assistant, prepare_pictures

        prepare_pictures()
        assistant = open_assistant(settings)
        assistant.warm_up()
        return assistant

    def announce(address: str) -> None:
        print(f"The assistant is at {address} (Ctrl-C stops it)", flush=True)

    def read(name: str, data: bytes) -> "Document":
        from assistant.wiring import read_upload

        return read_upload(settings, name, data)

    def archive() -> "Archive":
        from assistant.wiring import open_archive

        return open_archive(settings)

    def stock() -> "Stock":
        from assistant.stock import Stock

        return Stock(settings)

    parts = Parts(
        load=load,
        corpus=lambda: Corpus.load(settings.corpus),
        read=read,
        archive=archive,
        signer=lambda: Signer.kept(settings.home / "secret"),
        keep_days=settings.keep_days,
        # Sources are everybody's: on a server that others reach, visitors do not change them.
        stock=stock if host in ("127.0.0.1", "localhost", "::1") else None,
    )
    run(parts, host=host, port=port, announce=announce)


@app.command("eval")
def evaluate(
    suite: Annotated[
        str,
        typer.Option(
            help="questions, voices, strangers, dialogues, pressure, plans, claims; slow: corruptions, llm, poison."
        ),
    ] = "all",
    split: Annotated[str, typer.Option(help="test (for reporting) or dev (for work).")] = "test",
    as_json: AsJson = False,
) -> None:
    """Run the project's own evaluation."""
    from assistant.evaluate import SUITES, run_suites

    if suite not in ("all", *SUITES):
        raise typer.BadParameter(f"unknown suite {suite!r}: choose from all, {', '.join(SUITES)}")
    if split not in ("dev", "test"):
        raise typer.BadParameter(f"unknown split {split!r}: choose dev or test")
    tables = run_suites(Settings(), suite=suite, split=split)
    if as_json:
        _print_json([table.model_dump() for table in tables])
        return
    for table in tables:
        print(table.to_markdown(), end="\n\n")


def _ask_batch(file: Path) -> None:
    from assistant.dialogue.batch import read_questions

    questions = list(read_questions(file))
    assistant = _open()
    for item in questions:
        answer = assistant.ask(item.q, history=item.history, name=item.id)
        print(answer.model_dump_json(), flush=True)


def _check_batch(file: Path) -> None:
    from assistant.dialogue.batch import read_texts

    texts = list(read_texts(file))
    for item in texts:
        if not item.text.strip():
            raise InputError(f"{file.name}: the text of {item.id!r} is empty")
    assistant = _open()
    for item in texts:
        print(assistant.check(item.text, name=item.id).model_dump_json(), flush=True)


def _review_batch(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError(f"there is no folder {str(folder)!r}: give a folder with plans")
    assistant = _open()
    for path in sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")):
        try:
            result = assistant.review_document(_document(str(path)))
        except AssistantError as error:
            print(
                json.dumps({"file": path.name, "error": str(error)}, ensure_ascii=False), flush=True
            )
            continue
        print(result.model_dump_json(), flush=True)


def _reviewed(plan: str, against: Path | None) -> "tuple[Review, Framework]":
    """The review of a plan, beside its earlier version where there is one."""
    document = _document(plan)
    earlier = _document(str(against)) if against else None
    assistant = _open()
    with _progress() as told:
        review = assistant.review_document(document, progress=told)
        if earlier:
            old = assistant.review_document(earlier, progress=told)
            review = assistant.compare(review, old)
    return review, assistant.corpus.framework


def _contest(told: str) -> "Contest":
    from assistant.models.review import Contest

    flag, _, reason = told.partition("=")
    if not flag.strip() or not reason.strip():
        raise typer.BadParameter(f'{told!r}: contest a flag as FLAG_ID="reason"')
    return Contest(flag=flag.strip(), reason=reason.strip())


def _export(review: "Review", framework: "Framework", to: Path) -> list[Path]:
    from assistant.wiring import exported

    written = []
    for name, content in exported(review, framework, to.name).items():
        path = to.with_name(name)
        path.write_bytes(content)
        written.append(path)
    return written


def _document(plan: str) -> "Document":
    from assistant.wiring import read_file, read_upload

    if plan == "-":
        return read_upload(Settings(), "standard input.txt", sys.stdin.buffer.read())
    return read_file(Settings(), Path(plan))


def _open() -> "Assistant":
    from assistant.wiring import open_assistant

    with _progress() as told:
        return open_assistant(Settings(), progress=told)


def _settings(*, paper: Path | None, library: Path | None) -> Settings:
    given = {"paper": paper, "library": library}
    return Settings(**{name: path for name, path in given.items() if path})  # type: ignore[arg-type]


@contextmanager
def _progress() -> Iterator["Progress"]:
    """A bar on stderr for what takes seconds; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    # Even a bar that is never drawn would end with an empty line.
    unseen = not console.is_terminal
    with Bars(*columns, console=console, transient=True, disable=unseen) as bars:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, whole: int) -> None:
            if whole:
                tasks.setdefault(what, bars.add_task(what, total=whole))
                bars.update(tasks[what], completed=done, total=whole)

        yield told


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))
