"""Load the whole corpus and list every mistake in it, for `make lint`."""

import sys
from pathlib import Path

from assistant.errors import CorpusError
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.lessons import Lessons

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def main() -> int:
    """0 when the corpus is whole."""
    try:
        corpus = Corpus.load(CORPUS)
        lessons = Lessons.load(CORPUS, corpus.framework)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"The corpus is whole: {len(corpus.findings)} findings, {len(corpus.cards)} quote cards,"
        f" {len(lessons.examples)} labelled sentences, {sum(map(len, lessons.plans.values()))} plans,"
        f" {sum(map(len, lessons.memos.values()))} texts about the research"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
