"""What a cutter does to pictures: changes, cards, burnt-in things, the last touch."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ..camera import Image
from .film import Card, Entrance, Film, Finish, Overlay, Piece

_FONT = cv2.FONT_HERSHEY_DUPLEX
_FONT_PX = 22.0  # height of a capital at scale 1


def change(first: Image, second: Image, share: float, how: Entrance) -> Image:
    """Return a picture part of the way from one to another, ``share`` of it the first."""
    if how == "black":
        return np.asarray(first * abs(2 * share - 1), np.uint8)
    if how == "blur":
        strength = 0.04 * first.shape[0] * (1 - abs(2 * share - 1)) + 0.3
        first = np.asarray(cv2.GaussianBlur(first, (0, 0), strength), np.uint8)
        second = np.asarray(cv2.GaussianBlur(second, (0, 0), strength), np.uint8)
    return np.asarray(cv2.addWeighted(first, share, second, 1 - share, 0.0), np.uint8)


def punched_in(image: Image, piece: Piece) -> Image:
    """Return the part of a picture that a piece enlarges."""
    matrix = zoom_matrix(piece, image.shape[1], image.shape[0])
    if piece.zoom == 1:
        return image
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)


def zoom_matrix(piece: Piece, width: int, height: int) -> npt.NDArray[np.float64]:
    """Return where a piece puts the places of a picture, shape (2, 3)."""
    half = 0.5 / piece.zoom
    x, y = (float(np.clip(aim, half, 1 - half)) for aim in piece.aim)
    return np.array(
        [
            [piece.zoom, 0.0, (0.5 - x * piece.zoom) * width],
            [0.0, piece.zoom, (0.5 - y * piece.zoom) * height],
        ]
    )


def card_picture(card: Card, width: int, height: int, behind: Image | None) -> Image:
    """Draw a card, over a blurred picture where it has one."""
    picture = np.full((height, width, 3), card.ground, np.uint8)
    if behind is not None:
        soft = cv2.GaussianBlur(behind, (0, 0), 0.035 * height)
        picture = np.asarray(cv2.addWeighted(soft, 0.45, picture, 0.55, 0.0), np.uint8)
    bright = sum(card.ground) > 3 * 128
    colour = (30, 60, 110) if bright else (240, 240, 240)
    _write(picture, card.title, (0.5, 0.42), 0.11, colour)
    _write(picture, card.below, (0.5, 0.62), 0.055, colour)
    return picture


def burn_in(picture: Image, overlays: tuple[Overlay, ...], time_s: float) -> Image:
    """Return a picture with everything that lies over it at a time."""
    for overlay in overlays:
        if overlay.from_s <= time_s < overlay.until_s:
            drawn = _drawn(picture.copy(), overlay)
            share = overlay.opacity
            picture = np.asarray(cv2.addWeighted(drawn, share, picture, 1 - share, 0.0), np.uint8)
    return picture


def finished(picture: Image, finish: Finish, time_s: float, frame_s: float) -> Image:
    """Return a picture as the finished film has it."""
    if finish.sides:
        picture = _with_sides(picture, finish.sides)
    if finish.washed_out:
        picture = _mixed_with(picture, (196, 200, 206), finish.washed_out)
    if any(start <= time_s < end for start, end in finish.grey_s):
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        picture = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)
    if any(at <= time_s < at + frame_s for at in finish.flash_s):
        picture = _mixed_with(picture, (255, 255, 255), 0.93)
    if any(at <= time_s < at + frame_s for at in finish.broken_s):
        picture = picture.copy()
        picture[picture.shape[0] // 2 :] = 128
    return picture


def _mixed_with(picture: Image, colour: tuple[int, int, int], share: float) -> Image:
    plain = np.full_like(picture, colour)
    return np.asarray(cv2.addWeighted(plain, share, picture, 1 - share, 0.0), np.uint8)


def _with_sides(picture: Image, share: float) -> Image:
    """Keep the middle of the picture, and put it blurred and enlarged beside itself."""
    height, width = picture.shape[:2]
    left = round(width * share / 2)
    middle = picture[:, left : width - left]
    sides = cv2.GaussianBlur(cv2.resize(middle, (width, height)), (0, 0), 0.04 * height)
    sides[:, left : width - left] = middle
    return np.asarray(sides, np.uint8)


def _drawn(picture: Image, overlay: Overlay) -> Image:
    height, width = picture.shape[:2]
    x, y = round(overlay.at[0] * width), round(overlay.at[1] * height)
    size = max(2, round(overlay.size * height))
    colour = overlay.colour
    if overlay.kind == "arrow":
        start, end = (x - 2 * size, y - size), (x, y)
        cv2.arrowedLine(picture, start, end, colour, max(2, size // 6), cv2.LINE_AA, 0, 0.35)
    elif overlay.kind == "logo":
        cv2.circle(picture, (x, y), size, colour, -1, cv2.LINE_AA)
        white, bold = (255, 255, 255), max(1, size // 5)
        cv2.line(picture, (x - size // 2, y), (x + size // 2, y), white, bold, cv2.LINE_AA)
        cv2.line(picture, (x, y - size // 2), (x, y + size // 2), white, bold, cv2.LINE_AA)
    elif overlay.kind == "box":
        cv2.rectangle(picture, (x - 2 * size, y - size), (x + 2 * size, y + size), colour, -1)
    else:
        if overlay.kind != "watermark":
            _ground(picture, overlay, (x, y), size)
        _write(picture, overlay.text, overlay.at, overlay.size, colour)
    return picture


def _ground(picture: Image, overlay: Overlay, middle: tuple[int, int], size: int) -> None:
    """Darken what lies behind a caption; a banner goes from edge to edge."""
    x, y = middle
    width = picture.shape[1]
    half = width if overlay.kind == "banner" else _text_width(overlay.text, size) // 2 + size // 2
    top, bottom = max(0, round(y - 1.1 * size)), round(y + 0.9 * size)
    left, right = max(0, x - half), min(width, x + half)
    shade = 235 if sum(overlay.colour) < 3 * 110 else 26
    part = picture[top:bottom, left:right]
    picture[top:bottom, left:right] = (0.25 * part + 0.75 * shade).astype(np.uint8)


def _text_width(text: str, size: int) -> int:
    return int(cv2.getTextSize(text, _FONT, size / _FONT_PX, 1)[0][0])


def _write(
    picture: Image,
    text: str,
    at: tuple[float, float],
    share: float,
    colour: tuple[int, int, int],
) -> None:
    """Write a line about a middle; it shrinks until it fits."""
    if not text:
        return
    height, width = picture.shape[:2]
    size = max(2, round(share * height))
    while size > 4 and _text_width(text, size) > 0.96 * width:
        size -= 1
    x = round(at[0] * width - _text_width(text, size) / 2)
    place = (x, round(at[1] * height + 0.4 * size))
    bold = max(1, size // 12)
    cv2.putText(picture, text, place, _FONT, size / _FONT_PX, colour, bold, cv2.LINE_AA)


def entrance_between(film: Film, first: int, second: int) -> Entrance:
    """How the film changes between two pieces that follow each other."""
    return film.piece[max(first, second)].into
