"""Repetitions, rest and holds out of any signal; below the exercises, and knows none of them."""
