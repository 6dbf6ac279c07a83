"""Pages that teach: the exercises, the rules of safety, and what there is to know about backs."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from formcheck import safety
from formcheck.exercises.registry import exercise_names
from formcheck.learn.topics import all_topics, grouped, learn_words, sources_of
from formcheck.review.web.reading import get, path_text
from formcheck.review.web.site import site_of
from formcheck.review.web.views.lesson_view import teach


def lessons(request: Request) -> Response:
    """Show all exercises, the rules of safety, and what else there is to read."""
    return site_of(request).page(
        "learn.html",
        part="learn",
        taught=[teach(name) for name in exercise_names()],
        groups=grouped(all_topics().values()),
        words=learn_words(),
        safety=safety,
    )


def lesson(request: Request) -> Response:
    """Show one exercise."""
    exercise = path_text(request, "exercise")
    if exercise not in exercise_names():
        raise HTTPException(404)
    return site_of(request).page("lesson.html", part="learn", item=teach(exercise), safety=safety)


def topic(request: Request) -> Response:
    """Show one topic."""
    found = all_topics().get(path_text(request, "topic"))
    if found is None:
        raise HTTPException(404)
    return site_of(request).page(
        "topic.html",
        part="learn",
        topic=found,
        sources=sources_of([found]),
        words=learn_words(),
        safety=safety,
    )


def booklet(request: Request) -> Response:
    """Show all topics as a booklet to print."""
    topics = all_topics().values()
    return site_of(request).page(
        "booklet.html",
        part="learn",
        groups=grouped(topics),
        sources=sources_of(topics),
        words=learn_words(),
        safety=safety,
    )


ROUTES = (
    get("/learn", lessons),
    get("/learn/booklet", booklet),
    get("/learn/about/{topic}", topic),
    get("/learn/{exercise}", lesson),
)
