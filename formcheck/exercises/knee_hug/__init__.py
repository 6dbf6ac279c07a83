"""Knee hug: the rules of clinical-spec §6."""
