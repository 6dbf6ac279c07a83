"""Pure functions from landmark positions to angles, posture and view."""
