"""Which exercise a clip shows, from posture and movement; pure functions on landmarks."""
