"""What goes between a patient's home and a therapist as one file: plans there, reports back."""
