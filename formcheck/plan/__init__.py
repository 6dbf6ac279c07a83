"""What a therapist prescribes: exercises, dose, targets, what to watch; kept in versions."""
