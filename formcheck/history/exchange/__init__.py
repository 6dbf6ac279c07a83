"""What goes to and fro between home and therapist: messages, and how far each file has come."""
