"""What the person sees: each screen from its state to a picture."""
