"""The word that leaves finding out the exercise to the program."""

from __future__ import annotations

#: Given instead of the name of an exercise.
AUTO = "auto"
