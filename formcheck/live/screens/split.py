"""The screens with a live picture: where panel, picture, words and button stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from formcheck.drawing.palette import Box
from formcheck.live.screens.badges import sentence_fits
from formcheck.live.screens.style import Size, type_of, unit_of

#: Height of the row of keys, of 720.
_KEYS_PX = 40


@dataclass(frozen=True)
class Split:
    """Places on a screen with a live picture.

    Attributes
    ----------
    panel : Box
        What is read from the mat: beside the picture, or below it in a tall window.
    picture : Box
    strip : Box
        A thin row under the picture.
    banner : Box
        The sentence of the moment.
    keys : Box
        A thin row above the button that is always there.
    stop : Box
        That button.
    unit : float
    upright : bool
        The parts stand below each other.
    """

    panel: Box
    picture: Box
    strip: Box
    banner: Box
    keys: Box
    stop: Box
    unit: float
    upright: bool


@lru_cache(maxsize=16)
def split_for_reading(size_px: Size) -> Split:
    """Return the places of a page with many words: these beside or below a small picture.

    `Split.panel` is where the words stand, and `Split.strip` what is left below the picture.
    In a tall window words have the whole width anyway: there it is `split_screen`.
    """
    split = split_screen(size_px)
    if split.upright:
        return split
    side, words, gap = split.panel, split.picture, round(14 * split.unit)
    # In a flat window what is chosen needs the room below it.
    tall = min(round(side.width * 9 / 16), round(0.5 * side.height))
    picture = Box(side.left, side.top, side.right, side.top + tall)
    strip = Box(side.left, picture.bottom + gap, side.right, side.bottom)
    # One line tells what it is about.
    banner = replace(split.banner, top=split.banner.bottom - round(0.1 * size_px[1]))
    panel = Box(words.left, words.top, words.right, banner.top - gap)
    return replace(split, panel=panel, picture=picture, strip=strip, banner=banner)


@lru_cache(maxsize=16)
def split_screen(size_px: Size, sentence: str = "") -> Split:
    """Return the places for a window of any shape.

    Parameters
    ----------
    size_px : (width, height)
    sentence : str
        What the banner says in a set: for a cue much longer than usual, as a therapist may write
        it, it grows, and the picture shrinks. Between the stages nothing jumps.
    """
    width, height = size_px
    plan = _upright if width < 1.15 * height else _beside
    split = plan(size_px, 0.0)
    if sentence:
        for share in (0.27, 0.34, 0.41, 0.48):
            if sentence_fits(sentence, split.banner, type_of(size_px)):
                break
            split = plan(size_px, share)
    return split


def _beside(size_px: Size, banner_share: float) -> Split:
    width, height = size_px
    unit = unit_of(size_px)
    margin, gap = round(22 * unit), round(14 * unit)
    button = round(72 * unit)
    # Two digits of a third of the window's height need this much.
    panel_width = round(min(max(0.375 * width, 0.66 * height), 0.52 * width))
    stop = Box(margin, height - margin - button, margin + panel_width, height - margin)
    keys = Box(stop.left, stop.top - gap - round(_KEYS_PX * unit), stop.right, stop.top - gap)
    panel = Box(margin, margin, margin + panel_width, keys.top - gap)
    left, right = panel.right + margin, width - margin
    strip_height, banner_least = round(44 * unit), round(max(0.2, banner_share) * height)
    most = height - 2 * margin - 2 * gap - strip_height - banner_least
    picture = Box(left, margin, right, margin + min(round((right - left) * 9 / 16), most))
    strip = Box(left, picture.bottom + gap, right, picture.bottom + gap + strip_height)
    banner = Box(left, strip.bottom + gap, right, height - margin)
    return Split(panel, picture, strip, banner, keys, stop, unit, upright=False)


def _upright(size_px: Size, banner_share: float) -> Split:
    width, height = size_px
    unit = unit_of(size_px)
    margin, gap = round(22 * unit), round(14 * unit)
    left, right = margin, width - margin
    button, strip_height = round(72 * unit), round(44 * unit)
    stop = Box(left, height - margin - button, right, height - margin)
    keys = Box(left, stop.top - gap - round(_KEYS_PX * unit), right, stop.top - gap)
    banner_height = round(max(0.15, min(banner_share, 0.34)) * height)
    spare = 0.49 * height - banner_height
    picture_height = round(min((right - left) * 9 / 16, spare))
    picture = Box(left, margin, right, margin + picture_height)
    strip = Box(left, picture.bottom + gap, right, picture.bottom + gap + strip_height)
    banner = Box(left, strip.bottom + gap, right, strip.bottom + gap + banner_height)
    panel = Box(left, banner.bottom + gap, right, keys.top - gap)
    return Split(panel, picture, strip, banner, keys, stop, unit, upright=True)
