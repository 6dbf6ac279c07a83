"""The therapist's side: history of patients, review and correction, progress, plans."""
