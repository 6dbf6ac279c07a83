"""Counting accuracy beside our own re-implementations of the simplest counters."""
