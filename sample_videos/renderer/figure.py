"""A dressed person on the stage."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.errors import MachineError

from .body import Body
from .camera import Image
from .draw import Stage, Surface, Uniforms
from .dressing import Tailor
from .look import CLOTH_COLOURS, HAIR_COLOURS, SKIN_TONES, Look
from .rig import PosedBones
from .rotations import Matrix
from .surface_mesh import SurfaceMesh

_SHELL_LENGTH_M = {"none": 0.0, "short": 0.014, "full": 0.028, "long": 0.012, "bun": 0.009}
_SHELLS = 8
_HAIR_REACH_M = 0.02


@dataclass(frozen=True)
class _Layer:
    mesh: SurfaceMesh
    surface: Surface
    rows: npt.NDArray[np.int64]
    standoff: npt.NDArray[np.float64] | None


class Figure:
    """Draws one body with its clothes and hair.

    Parameters
    ----------
    stage : Stage
        Where the person is drawn.
    body : Body
    look : Look
    """

    def __init__(self, stage: Stage, body: Body, look: Look) -> None:
        self._stage, self._body, self._look = stage, body, look
        self._tailor = Tailor(body, look)
        self._regions = np.column_stack(
            [
                self._tailor.shirt(),
                self._tailor.trousers(),
                self._tailor.hair(),
                self._tailor.extra_hair_length(),
            ]
        )
        meshes = self._meshes()
        self._used = np.unique(np.concatenate([m.base_vertices for m, *_ in meshes]))
        self._skin = body.skin(self._used)
        self._belly = body.belly(self._used)
        self._layers = [self._layer(*described) for described in meshes]

    def follow(self, posed: PosedBones, breath_m: float = 0.0, floor_m: float = 0.002) -> None:
        """Take a pose, the belly risen by a breath; what would sink into the floor lies flat."""
        placed = self._skin.follow(posed)
        if breath_m:
            placed += breath_m * self._belly[:, None] * self._body.ahead_of_belly(posed)
        placed[:, 1] = np.maximum(placed[:, 1], floor_m)
        for layer in self._layers:
            positions = placed[layer.rows]
            normals = layer.mesh.normals(positions)
            if layer.standoff is not None:
                positions = positions + normals * layer.standoff[:, None]
                positions[:, 1] = np.maximum(positions[:, 1], floor_m)
            split = layer.mesh.welded_of_split
            self._stage.move(layer.surface, positions[split], normals[split])

    def _meshes(self) -> list[tuple[SurfaceMesh, str, Uniforms, Matrix | None]]:
        mesh, look, places = self._body.mesh, self._look, self._body.vertices
        shirt, trousers, hair = self._regions[:, 0], self._regions[:, 1], self._regions[:, 2]
        face: Uniforms = {
            "eye_rest": tuple(self._tailor.eye),
            "hair_colour": HAIR_COLOURS[look.hair_colour],
        }
        skin_values: Uniforms = {**face, "skin_colour": SKIN_TONES[look.skin]}
        found: list[tuple[SurfaceMesh, str, Uniforms, Matrix | None]] = [
            (SurfaceMesh(mesh, lambda name: name == "body"), "skin", skin_values, None)
        ]
        for region, inside, colour, standoff in (
            (1, trousers, look.trousers, self._tailor.trouser_standoff),
            (0, shirt, look.shirt, self._tailor.shirt_standoff),
        ):
            cloth = SurfaceMesh(mesh, lambda name: name == "helper-tights", inside > 0)
            values: Uniforms = {
                "cloth_colour": CLOTH_COLOURS[colour],
                "region": region,
                "stripe": float(look.side_stripe),
                "looseness": look.looseness,
            }
            found.append((cloth, "cloth", values, standoff(places[cloth.base_vertices])))
        eyes = SurfaceMesh(mesh, lambda name: name in {"helper-l-eye", "helper-r-eye"})
        found.append((eyes, "eye", face, None))
        if look.hair != "none":
            scalp = SurfaceMesh(mesh, lambda name: name == "body", hair > -_HAIR_REACH_M)
            found.append((scalp, "hair", face, None))
        if look.hair == "long":
            length = SurfaceMesh(mesh, lambda name: name == "helper-hair")
            found.append((length, "long_hair", face, None))
        return found

    def _layer(
        self,
        mesh: SurfaceMesh,
        material: str,
        values: Uniforms,
        standoff: npt.NDArray[np.float64] | None,
    ) -> _Layer:
        vertices = mesh.base_vertices[mesh.welded_of_split]
        shells: tuple[float, ...] = (0.0,)
        if material == "hair":
            length = _SHELL_LENGTH_M[self._look.hair] * self._tailor.scale
            shells = tuple(np.linspace(0.001, length, _SHELLS))
        surface = self._stage.add(
            material,
            mesh.triangles,
            self._body.vertices[vertices],
            mesh.texture_points,
            self._regions[vertices],
            texture=self._stage.texture(self._marks()) if material == "skin" else None,
            casts_shadow=material in {"skin", "cloth", "long_hair"},
            shells=shells,
            uniforms=values,
        )
        return _Layer(mesh, surface, np.searchsorted(self._used, mesh.base_vertices), standoff)

    def _marks(self) -> Image:
        """Lips, face, nails and ears as one four-channel picture."""

        def mask(name: str) -> Image:
            path = self._body.data / "textures" / f"mpfb_{name}.jpg"
            image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if image is None:
                raise MachineError(
                    f"The body data lack {path.name}.", "Remove their folder and try again."
                )
            return np.asarray(
                cv2.resize(image, (1024, 1024), interpolation=cv2.INTER_AREA), np.uint8
            )

        nails = np.maximum(mask("fingernails"), mask("toenails"))
        return np.dstack([mask("lips"), mask("face"), nails, mask("ears")])
