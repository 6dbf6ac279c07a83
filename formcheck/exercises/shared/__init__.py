"""What exercises in one stance have in common."""
