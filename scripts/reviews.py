"""Review the plans in docs/reviews, and write each report and its picture beside its plan."""

import sys
from dataclasses import replace

from assistant.settings import ROOT, Settings
from assistant.wiring import exported, open_assistant, read_file

FOLDER = ROOT / "docs" / "reviews"
PLANS = ("boxing-club-grant.txt", "visiting-friends-agreement.md", "harbour-street-plan.md")


def main() -> int:
    """Write three reports; the paper's own words stay out of the repository."""
    settings = Settings()
    assistant = open_assistant(settings)
    assistant = replace(assistant, index=replace(assistant.index, paper=None))
    for name in PLANS:
        review = assistant.review_document(read_file(settings, FOLDER / name))
        report = (FOLDER / name).with_suffix(".review.md").name
        for file, content in exported(review, assistant.corpus.framework, report).items():
            (FOLDER / file).write_bytes(content)
        print(f"{name}: {review.overall}, {len(review.flags)} flags")
    return 0


if __name__ == "__main__":
    sys.exit(main())
