"""Cutting the power: what a program wrote is recorded, and replayed without what was not synced."""
