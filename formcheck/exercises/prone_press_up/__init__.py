"""Prone press up (clinical-spec §7)."""
