"""What a patient should know: how each exercise goes, what is safe, drawn figures."""
