"""Pelvic tilt: the rules of clinical-spec §5."""

from formcheck.exercises.pelvic_tilt.rules import RULES

__all__ = ["RULES"]
