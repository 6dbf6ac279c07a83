"""Shape a person: sex, age, muscle, weight, proportions and stature move the mesh."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from .base_mesh import METRES_PER_UNIT

_CHILD_AGE, _YOUNG_AGE, _OLD_AGE = 12.0, 25.0, 90.0


class Phenotype(BaseModel):
    """What a person is like; every share runs from 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    male: float = Field(0.0, ge=0, le=1)
    age_years: float = Field(35.0, ge=12, le=90)
    muscle: float = Field(0.5, ge=0, le=1)
    weight: float = Field(0.5, ge=0, le=1)
    proportions: float = Field(0.6, ge=0, le=1)
    stature_m: float = Field(1.70, ge=1.2, le=2.1)
    ancestry: dict[str, float] = Field(default_factory=lambda: {"caucasian": 1.0})


def shape_vertices(
    vertices: npt.NDArray[np.float64], phenotype: Phenotype, data: Path
) -> npt.NDArray[np.float64]:
    """Move the base vertices to the shape of a person.

    Parameters
    ----------
    vertices : ndarray of float, shape (n, 3)
        The base mesh in metres.
    phenotype : Phenotype
        The person; ``stature_m`` is applied later, when the feet are on the floor.
    data : Path
        Folder of the body data.

    Returns
    -------
    ndarray of float, shape (n, 3)
        The shaped vertices in metres.
    """
    shaped = vertices.copy()
    for name, weight in target_weights(phenotype).items():
        path = data / "targets" / "macrodetails" / f"{name}.target.gz"
        if weight > 1e-4 and path.is_file():
            rows, moves = _read_target(path)
            shaped[rows] += weight * moves
    return shaped


def target_weights(phenotype: Phenotype) -> dict[str, float]:
    """Weight of each shape target; targets of one family add up to 1."""
    sexes = {"male": phenotype.male, "female": 1 - phenotype.male}
    ages = _age_weights(phenotype.age_years)
    muscles = _three_way(phenotype.muscle, "minmuscle", "averagemuscle", "maxmuscle")
    weights = _three_way(phenotype.weight, "minweight", "averageweight", "maxweight")
    proportions = _three_way(phenotype.proportions, "uncommonproportions", "", "idealproportions")
    total = sum(phenotype.ancestry.values())
    found: dict[str, float] = {}
    for (sex, of_sex), (age, of_age) in itertools.product(sexes.items(), ages.items()):
        for ancestry, share in phenotype.ancestry.items():
            found[f"{ancestry}-{sex}-{age}"] = of_sex * of_age * share / total
        for (muscle, of_muscle), (weight, of_weight) in itertools.product(
            muscles.items(), weights.items()
        ):
            build = f"{sex}-{age}-{muscle}-{weight}"
            amount = of_sex * of_age * of_muscle * of_weight
            found[f"universal-{build}"] = amount
            for proportion, of_proportion in proportions.items():
                if proportion:
                    found[f"proportions/{build}-{proportion}"] = amount * of_proportion
    return found


def _age_weights(age_years: float) -> dict[str, float]:
    if age_years < _YOUNG_AGE:
        young = (age_years - _CHILD_AGE) / (_YOUNG_AGE - _CHILD_AGE)
        return {"child": 1 - young, "young": young}
    old = (age_years - _YOUNG_AGE) / (_OLD_AGE - _YOUNG_AGE)
    return {"young": 1 - old, "old": old}


def _three_way(value: float, low: str, middle: str, high: str) -> Mapping[str, float]:
    if value < 0.5:
        return {low: 1 - 2 * value, middle: 2 * value}
    return {middle: 2 - 2 * value, high: 2 * value - 1}


@cache
def _read_target(path: Path) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    index = np.array([int(row[0]) for row in rows], dtype=np.int64)
    moves = np.array([[float(word) for word in row[1:4]] for row in rows]).reshape(-1, 3)
    return index, moves * METRES_PER_UNIT
