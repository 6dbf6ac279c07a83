"""Judging a set while it is done: frame by frame, and nothing said is taken back."""
