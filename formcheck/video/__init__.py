"""Pictures with their moments: reading clips and writing H.264."""
