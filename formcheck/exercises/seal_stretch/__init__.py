"""Seal stretch: the rules of clinical-spec §4."""
