"""What a person does besides an exercise: walking in, sitting down, drinking, falling."""
