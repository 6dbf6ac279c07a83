"""The local web application of the therapist."""
