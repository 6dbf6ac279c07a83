"""People for the larger sets: across sex, age, weight, stature and skin tone."""

from __future__ import annotations

from .look import Look
from .phenotype import Phenotype

PEOPLE: tuple[tuple[Phenotype, Look], ...] = (
    (
        Phenotype(male=0.0, age_years=31, weight=0.42, stature_m=1.67),
        Look(skin="light", hair="short", hair_colour="auburn", shirt="teal", trousers="charcoal"),
    ),
    (
        Phenotype(male=1.0, age_years=46, weight=0.65, stature_m=1.80),
        Look(skin="olive", hair="short", hair_colour="black", shirt="rust", trousers="navy"),
    ),
    (
        Phenotype(
            male=1.0, age_years=28, muscle=0.6, weight=0.42, stature_m=1.77,
            ancestry={"african": 1.0},
        ),
        Look(skin="dark", hair="short", hair_colour="black", shirt="sky", trousers="grey"),
    ),
    (
        Phenotype(male=0.0, age_years=66, weight=0.68, stature_m=1.58),
        Look(skin="fair", hair="bun", hair_colour="grey", shirt="plum", trousers="charcoal"),
    ),
    (
        Phenotype(male=0.0, age_years=39, weight=0.45, stature_m=1.63, ancestry={"asian": 1.0}),
        Look(skin="olive", hair="bun", hair_colour="black", shirt="rose", trousers="navy"),
    ),
    (
        Phenotype(
            male=0.0, age_years=44, weight=0.75, stature_m=1.70,
            ancestry={"african": 0.7, "caucasian": 0.3},
        ),
        Look(skin="brown", hair="full", hair_colour="black", shirt="mustard", trousers="black"),
    ),
    (
        Phenotype(male=1.0, age_years=72, weight=0.5, muscle=0.35, stature_m=1.72),
        Look(skin="fair", hair="none", hair_colour="white", shirt="navy", trousers="sand"),
    ),
    (
        Phenotype(male=1.0, age_years=24, weight=0.3, stature_m=1.84, ancestry={"asian": 1.0}),
        Look(skin="light", hair="full", hair_colour="brown", shirt="white", trousers="grey"),
    ),
)  # fmt: skip
