"""What a therapist draws on frames: how much it measures, and what it looks like in a still."""
