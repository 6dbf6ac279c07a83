"""Pelvic tilt: the rules of clinical-spec §5."""
