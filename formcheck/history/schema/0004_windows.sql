-- The window of the pages that a change was made in, and its undoing; empty where there was none.
ALTER TABLE corrections ADD COLUMN window TEXT NOT NULL DEFAULT '';
