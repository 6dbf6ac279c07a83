"""Draw surfaces with OpenGL, in software and without a display if need be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import cv2
import moderngl
import numpy as np
import numpy.typing as npt

from formcheck.errors import MissingLibraryError

from .camera import Camera, Image, look_at, straight_view
from .rotations import Matrix
from .surroundings import Light

Uniforms = Mapping[str, Any]

MATERIALS = ("skin", "cloth", "hair", "long_hair", "eye", "picture", "backdrop", "glow")
_SELF_PAINTING = {"backdrop", "glow"}
_SHADERS = Path(__file__).parent / "shaders"
_SHADOW_HALF_WIDTH_M = 1.6
_SHADOW_PIXELS = 1024
_TOP_DIRECTION = np.array([-0.06, 1.0, 0.10]) / np.linalg.norm([-0.06, 1.0, 0.10])
_DYNAMIC = (("position", 3), ("normal", 3))
_STATIC = (("rest", 3), ("texture_point", 2), ("regions", 4))


@dataclass(frozen=True)
class Surface:
    """Something drawn: its buffers, and how it is painted.

    ``shells`` are distances in metres at which the surface is drawn again,
    further and further out (hair); ``uniforms`` go to its shader alone.
    """

    material: str
    vertices: Any
    array: Any
    shadow_array: Any
    texture: Any
    casts_shadow: bool
    shells: tuple[float, ...] = (0.0,)
    uniforms: Uniforms = field(default_factory=dict)


class Stage:
    """Holds the surfaces and draws them.

    Parameters
    ----------
    width, height : int
        Size of the pictures in pixels.
    oversampling : float
        Drawn this many times larger, then averaged, against jagged edges.
    shadow_pixels : int
        Size of the maps that shadows come from.

    Raises
    ------
    MissingLibraryError
        There is no OpenGL on this machine.
    """

    def __init__(
        self,
        width: int,
        height: int,
        oversampling: float = 1.5,
        shadow_pixels: int = _SHADOW_PIXELS,
    ) -> None:
        self.size = (width, height)
        self._drawn = (round(width * oversampling), round(height * oversampling))
        self._gl = _open_context()
        colour = self._gl.texture(self._drawn, 4)
        self._target = self._gl.framebuffer([colour], self._gl.depth_texture(self._drawn))
        self._shadows = [self._shadow_map(shadow_pixels) for _ in range(2)]
        self._depth_program = self._gl.program(
            vertex_shader=_shader("depth_vertex"), fragment_shader=_shader("depth_fragment")
        )
        self._programs: dict[str, Any] = {}
        self._surfaces: list[Surface] = []
        self._blank = self.texture(np.zeros((4, 4, 4), np.uint8))
        self._gl.enable(moderngl.DEPTH_TEST)

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._gl.release()

    def texture(self, image: Image) -> Any:
        """Put a picture (height, width, channels) on the graphics card."""
        height, width, channels = image.shape
        flipped = np.ascontiguousarray(image[::-1]).tobytes()
        made = self._gl.texture((width, height), channels, flipped)
        made.build_mipmaps()
        made.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        made.anisotropy = 8.0
        return made

    def add(
        self,
        material: str,
        triangles: npt.NDArray[np.int64],
        rest: Matrix,
        texture_points: Matrix,
        regions: Matrix | None = None,
        *,
        texture: Any = None,
        casts_shadow: bool = False,
        shells: tuple[float, ...] = (0.0,),
        uniforms: Uniforms | None = None,
    ) -> Surface:
        """Add a surface; its place is unknown until ``move``.

        Parameters
        ----------
        material : str
            One of ``MATERIALS``.
        triangles : ndarray of int, shape (t, 3)
        rest : ndarray of float, shape (n, 3)
            Places in the rest position, for patterns that stay on the cloth.
        texture_points : ndarray of float, shape (n, 2)
        regions : ndarray of float, shape (n, 4), optional
            Distances inside the shirt, the trousers and the hair, in metres.
        texture, casts_shadow, shells, uniforms
            As in `Surface`.
        """
        program = self._program(material)
        count = len(rest)
        fixed = np.column_stack(
            [rest, texture_points, np.zeros((count, 4)) if regions is None else regions]
        )
        vertices = self._gl.buffer(reserve=count * 24, dynamic=True)
        static = self._gl.buffer(fixed.astype("f4").tobytes())
        index = self._gl.buffer(triangles.astype("i4").tobytes())
        content = [
            part
            for part in (_layout(program, vertices, _DYNAMIC), _layout(program, static, _STATIC))
            if part is not None
        ]
        surface = Surface(
            material,
            vertices,
            self._gl.vertex_array(program, content, index),
            self._gl.vertex_array(self._depth_program, [(vertices, "3f 12x", "position")], index),
            texture or self._blank,
            casts_shadow,
            shells,
            uniforms or {},
        )
        self._surfaces.append(surface)
        return surface

    @staticmethod
    def move(surface: Surface, positions: Matrix, normals: Matrix) -> None:
        """Give a surface its places and normals in the world, both (n, 3)."""
        surface.vertices.write(np.hstack([positions, normals]).astype("f4").tobytes())

    def draw(self, camera: Camera, light: Light, centre: tuple[float, float, float]) -> Image:
        """Draw everything.

        Parameters
        ----------
        camera : Camera
        light : Light
        centre : tuple of float
            Middle of the person, where shadows are sharpest, in metres.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            Red, green, blue.
        """
        shared = dict(light.uniforms())
        lights = [np.array(shared["key_direction"]), _TOP_DIRECTION]
        views = [_light_view(direction, np.array(centre)) for direction in lights]
        for (_, target), view in zip(self._shadows, views, strict=True):
            self._draw_shadow(target, view)
        self._target.use()
        self._target.clear(0.3, 0.3, 0.3, 1.0, depth=1.0)
        for place, (texture, _) in enumerate(self._shadows):
            texture.use(place)
        matrices = {
            "view_projection": camera.projection() @ camera.view(),
            "key_light_view": views[0],
            "top_light_view": views[1],
        }
        shared |= {"eye": camera.eye, "key_shadow": 0, "top_shadow": 1, "image": 2}
        for program in self._programs.values():
            _set_uniforms(program, shared)
            for name, matrix in matrices.items():
                if name in program:
                    program[name].write(matrix.T.astype("f4").tobytes())
        # The person was added last and hides the room: nearest first saves painting.
        for surface in reversed(self._surfaces):
            self._draw_surface(surface)
        return self._read()

    def _draw_shadow(self, target: Any, view: Matrix) -> None:
        target.use()
        target.clear(depth=1.0)
        self._depth_program["view_projection"].write(view.T.astype("f4").tobytes())
        for surface in self._surfaces:
            if surface.casts_shadow:
                surface.shadow_array.render()

    def _draw_surface(self, surface: Surface) -> None:
        program = self._programs[surface.material]
        surface.texture.use(2)
        _set_uniforms(program, surface.uniforms)
        last = max(1, len(surface.shells) - 1)
        for number, distance in enumerate(surface.shells):
            _set_uniforms(program, {"shell_m": distance, "layer": number / last})
            surface.array.render()

    def _read(self) -> Image:
        width, height = self._drawn
        raw = np.frombuffer(self._target.read(components=3), np.uint8)
        image = raw.reshape(height, width, 3)[::-1]
        if self._drawn == self.size:
            return np.ascontiguousarray(image)
        return np.asarray(cv2.resize(image, self.size, interpolation=cv2.INTER_AREA), np.uint8)

    def _program(self, material: str) -> Any:
        if material not in self._programs:
            self._programs[material] = self._gl.program(
                vertex_shader=_shader("vertex"), fragment_shader=_fragment_shader(material)
            )
        return self._programs[material]

    def _shadow_map(self, pixels: int) -> tuple[Any, Any]:
        texture = self._gl.depth_texture((pixels, pixels))
        texture.compare_func = "<="
        texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        texture.repeat_x = texture.repeat_y = False
        return texture, self._gl.framebuffer(depth_attachment=texture)


def _open_context() -> Any:
    problem = ""
    settings: tuple[dict[str, Any], ...] = ({"backend": "egl"}, {})
    for backend in settings:
        try:
            return moderngl.create_context(standalone=True, **backend)
        # glcontext raises nothing more precise when there is no OpenGL.
        except Exception as error:
            problem = problem or str(error)
    raise MissingLibraryError(
        "This machine has no OpenGL to draw with.",
        "On Debian or Ubuntu: sudo apt-get install libegl1 libgl1-mesa-dri",
    ) from OSError(problem)


def _layout(program: Any, buffer: Any, parts: tuple[tuple[str, int], ...]) -> Any:
    used = [name for name, _ in parts if name in program]
    if not used:
        return None
    words = [f"{n}f" if name in program else f"{4 * n}x" for name, n in parts]
    return (buffer, " ".join(words), *used)


def _set_uniforms(program: Any, values: Uniforms) -> None:
    for name, value in values.items():
        if name in program:
            program[name].value = value


def _light_view(direction: npt.NDArray[np.float64], centre: npt.NDArray[np.float64]) -> Matrix:
    up = np.array([0.0, 0.0, 1.0]) if abs(direction[1]) > 0.95 else np.array([0.0, 1.0, 0.0])
    return straight_view(_SHADOW_HALF_WIDTH_M, 0.1, 8.0) @ look_at(
        centre + direction * 4, centre, up
    )


@cache
def _shader(name: str) -> str:
    return (_SHADERS / f"{name}.glsl").read_text(encoding="utf-8")


def _fragment_shader(material: str) -> str:
    """Put the fragment shader of a material together.

    One program a material: software drawing would run every branch of a
    single large shader for every pixel.
    """
    body = _shader(material)
    if material in _SELF_PAINTING:
        body += "\nvoid main() { painted = paint(); }\n"
    else:
        body += "\nvoid main() { painted = shade(surface()); }\n"
    return "\n".join(["#version 330", _shader("noise"), _shader("lighting"), body])
