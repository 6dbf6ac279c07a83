"""What patients may want to know about their backs, and where it is known from."""
