"""Repetitions, holds and faults: from measurements to a result."""
