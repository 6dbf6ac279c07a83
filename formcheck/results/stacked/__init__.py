"""Tables of many results together: one row a set, a repetition, a fault or a frame."""
