"""Put the shader text of each material together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "shaders"
_SELF_PAINTING = {"backdrop", "glow"}
MATERIALS = ("skin", "cloth", "hair", "long_hair", "eye", "picture", "backdrop", "glow")


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.glsl").read_text(encoding="utf-8")


def vertex_shader() -> str:
    """Vertex shader that all materials share."""
    return _text("vertex")


def fragment_shader(material: str) -> str:
    """Fragment shader of one material of ``MATERIALS``.

    One program a material: software drawing would run every branch of a
    single large shader for every pixel.
    """
    body = _text(material)
    if material in _SELF_PAINTING:
        body += "\nvoid main() { painted = paint(); }\n"
    else:
        body += "\nvoid main() { painted = shade(surface()); }\n"
    return "\n".join(["#version 330", _text("noise"), _text("lighting"), body])


def depth_shaders() -> tuple[str, str]:
    """Vertex and fragment shader that draw depth only, for shadows."""
    return _text("depth_vertex"), _text("depth_fragment")
