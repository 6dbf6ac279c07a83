"""Style sheets and scripts, from the package alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

router = APIRouter()

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """Every file that may be asked for; what is not in the list does not exist."""
    folder = files("formcheck.review.web") / "static"
    found = {}
    for file in folder.iterdir():
        kind = _KINDS.get(f".{file.name.rpartition('.')[2]}")
        if kind is not None and file.is_file():
            found[file.name] = (file.read_bytes(), kind)
    return found


@router.get("/static/{name}")
def asset(name: str) -> Response:
    """Answer with a style sheet or script."""
    if name not in _assets():
        raise HTTPException(404)
    content, kind = _assets()[name]
    return Response(content, media_type=kind, headers={"cache-control": "no-cache"})
