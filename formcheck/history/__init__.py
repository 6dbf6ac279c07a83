"""The history: patients, plans, sessions, sets and reviews, in one SQLite file and a folder."""
