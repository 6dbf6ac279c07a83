"""Films that wait to be scored: kept as files beside the history, until they are sets of it."""
