"""How a person looks: skin, hair, clothes; chosen by plain words in a scene file."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Colour = tuple[float, float, float]

SKIN_TONES: dict[str, Colour] = {
    "fair": (0.72, 0.49, 0.38),
    "light": (0.62, 0.40, 0.29),
    "olive": (0.50, 0.31, 0.20),
    "brown": (0.29, 0.165, 0.10),
    "dark": (0.125, 0.068, 0.045),
}
HAIR_COLOURS: dict[str, Colour] = {
    "black": (0.012, 0.010, 0.009),
    "brown": (0.055, 0.030, 0.016),
    "auburn": (0.14, 0.05, 0.022),
    "blond": (0.38, 0.25, 0.115),
    "grey": (0.32, 0.32, 0.31),
    "white": (0.62, 0.61, 0.58),
}
CLOTH_COLOURS: dict[str, Colour] = {
    "white": (0.72, 0.72, 0.70),
    "grey": (0.26, 0.27, 0.28),
    "charcoal": (0.040, 0.043, 0.050),
    "black": (0.014, 0.014, 0.016),
    "navy": (0.020, 0.035, 0.095),
    "teal": (0.025, 0.20, 0.22),
    "sage": (0.24, 0.33, 0.22),
    "rust": (0.42, 0.115, 0.045),
    "red": (0.42, 0.03, 0.03),
    "rose": (0.55, 0.21, 0.24),
    "plum": (0.15, 0.035, 0.13),
    "mustard": (0.52, 0.31, 0.045),
    "sky": (0.20, 0.40, 0.58),
    "sand": (0.48, 0.37, 0.25),
}

SkinTone = Literal["fair", "light", "olive", "brown", "dark"]
HairColour = Literal["black", "brown", "auburn", "blond", "grey", "white"]
HairStyle = Literal["none", "short", "full", "long", "bun"]
ClothColour = Literal[
    "white", "grey", "charcoal", "black", "navy", "teal", "sage",
    "rust", "red", "rose", "plum", "mustard", "sky", "sand",
]  # fmt: skip


class Look(BaseModel):
    """Skin, hair and clothes of a person.

    ``looseness`` multiplies how far cloth stands off the skin: 1 is a fitted
    T-shirt, 3 a shirt two sizes too large.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    skin: SkinTone = "light"
    hair: HairStyle = "short"
    hair_colour: HairColour = "brown"
    shirt: ClothColour = "teal"
    trousers: ClothColour = "charcoal"
    sleeves: Literal["none", "short", "long"] = "short"
    legs: Literal["shorts", "knee", "long"] = "long"
    looseness: float = Field(1.0, ge=0.3, le=4.0)
    side_stripe: bool = False
