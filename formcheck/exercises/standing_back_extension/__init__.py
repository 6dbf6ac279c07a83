"""Standing back extension (clinical-spec §3)."""
