"""Knee hug: the rules of clinical-spec §6."""

from formcheck.exercises.knee_hug.rules import RULES

__all__ = ["RULES"]
