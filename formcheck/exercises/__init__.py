"""Rule modules, one an exercise, and their settings."""
