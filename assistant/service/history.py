"""What a visitor kept: lists, renames, deletes, exports and erases it; nothing of anybody else's is reached."""

from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Depends, Header, HTTPException, Response
from pydantic import Field

from assistant.models.record import Record
from assistant.service.visitor import HEADER
from assistant.store.archive import Archive
from assistant.store.records import (
    AskerSetting,
    Contest,
    Feedback,
    Heading,
    Kept,
    KeptReview,
    Reason,
    Thumb,
)

Thing = TypeVar("Thing")
Format = Literal["md", "docx", "pdf"]
MEDIA: dict[Format, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class Renamed(Record):
    """A new name for a conversation."""

    title: str = Field(min_length=1, max_length=200)


class Rating(Record):
    """What is thought of one answer."""

    turn: str = Field(max_length=64)
    thumb: Thumb
    reasons: tuple[Reason, ...] = Field(default=(), max_length=5)
    comment: str = Field(default="", max_length=2_000)


class ReviewHeading(Record):
    """A review in a list."""

    id: str
    name: str
    overall: str
    flags: int
    before: str | None
    made: str


class Disagreement(Record):
    """Why a flag is contested; empty takes it back."""

    reason: str = Field(max_length=1_000)


def _visitor(x_visitor: Annotated[str, Header(alias=HEADER)]) -> str:
    return x_visitor


Visitor = Annotated[str, Depends(_visitor)]


def build_history(archive: Archive) -> APIRouter:
    """Routes over what is kept; every one of them sees its visitor's things alone."""
    router = APIRouter(prefix="/api")

    @router.get("/conversations")
    def listed(
        visitor: Visitor, search: Annotated[str, Field(max_length=200)] = ""
    ) -> list[Heading]:
        return archive.conversations.listed(visitor, search=search)

    @router.get("/conversations/{name}")
    def conversation(visitor: Visitor, name: str) -> Kept:
        return _theirs(archive.conversations.get(visitor, name))

    @router.patch("/conversations/{name}", status_code=204)
    def rename(visitor: Visitor, name: str, sent: Renamed) -> None:
        archive.conversations.rename(visitor, name, sent.title)

    @router.delete("/conversations/{name}", status_code=204)
    def delete(visitor: Visitor, name: str) -> None:
        archive.conversations.delete(visitor, name)

    @router.get("/conversations/{name}/feedback")
    def ratings(visitor: Visitor, name: str) -> list[Feedback]:
        return archive.conversations.ratings(visitor, name)

    @router.put("/conversations/{name}/feedback", status_code=204)
    def rate(visitor: Visitor, name: str, sent: Rating) -> None:
        archive.conversations.rate(visitor, Feedback(conversation=name, **sent.model_dump()))

    @router.get("/conversations/{name}/export")
    def export(visitor: Visitor, name: str, format: Format = "md") -> Response:  # noqa: A002
        kept = _theirs(archive.conversations.get(visitor, name))
        return _file(archive.export_conversation(kept, format), f"conversation.{format}", format)

    @router.get("/reviews")
    def reviews(visitor: Visitor) -> list[ReviewHeading]:
        return [
            ReviewHeading(
                id=kept.id,
                name=kept.name,
                overall=kept.review.overall,
                flags=len(kept.review.flags),
                before=kept.before,
                made=kept.made.isoformat(),
            )
            for kept in archive.reviews.listed(visitor)
        ]

    @router.get("/reviews/{name}")
    def review(visitor: Visitor, name: str) -> KeptReview:
        return _theirs(archive.reviews.get(visitor, name))

    @router.delete("/reviews/{name}", status_code=204)
    def delete_review(visitor: Visitor, name: str) -> None:
        archive.reviews.delete(visitor, name)

    @router.put("/reviews/{name}/contests/{flag}", status_code=204)
    def contest(visitor: Visitor, name: str, flag: str, sent: Disagreement) -> None:
        archive.reviews.contest(visitor, name, Contest(flag=flag, reason=sent.reason))

    @router.get("/reviews/{name}/export")
    def export_review(visitor: Visitor, name: str, format: Format = "md") -> Response:  # noqa: A002
        kept = _theirs(archive.reviews.get(visitor, name))
        return _file(archive.export_review(kept, format), f"review.{format}", format)

    @router.get("/setting")
    def setting(visitor: Visitor) -> AskerSetting:
        return archive.visitors.setting(visitor)

    @router.put("/setting", status_code=204)
    def set_setting(visitor: Visitor, sent: AskerSetting) -> None:
        archive.visitors.set(visitor, sent)

    @router.delete("/visitor", status_code=204)
    def erase(visitor: Visitor) -> None:
        archive.visitors.erase(visitor)

    return router


def _theirs(found: Thing | None) -> Thing:
    """The same answer for what is not there and for what is somebody else's."""
    if found is None:
        raise HTTPException(404, "there is nothing of yours under this name")
    return found


def _file(data: bytes, name: str, kind: Format) -> Response:
    return Response(
        data,
        media_type=MEDIA[kind],
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        },
    )
