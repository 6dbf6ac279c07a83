-- Whether an end of one of the holds was not seen: together they lasted at least so long.
ALTER TABLE sets ADD COLUMN hold_at_least INTEGER NOT NULL DEFAULT 0;

-- The window of the pages that a change was made in, and its undoing; empty where there was none.
ALTER TABLE corrections ADD COLUMN window TEXT NOT NULL DEFAULT '';
