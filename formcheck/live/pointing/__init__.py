"""Answering from the mat: where hands are, where fields lie, and which one is held."""
