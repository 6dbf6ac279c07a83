"""Figures over weeks; pure functions on what the history holds."""
