"""Seal stretch: the rules of clinical-spec §4."""

from formcheck.exercises.seal_stretch.rules import RULES

__all__ = ["RULES"]
