"""Measurements against the simple methods that a person would pick instead."""
