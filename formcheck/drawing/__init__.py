"""Bodies, words and shapes drawn into pictures: what report, live and pages share."""
