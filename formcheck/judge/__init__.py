"""Judges a clip, or a set while it is done, by the rules of an exercise."""
