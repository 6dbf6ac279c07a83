"""Results as files that other programs read: JSON, CSV and WebVTT."""
