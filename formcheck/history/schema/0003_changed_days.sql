-- The therapist's corrections of when a set was done. Rows of one batch were changed together.
CREATE TABLE day_changes (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    batch INTEGER NOT NULL,
    from_s REAL NOT NULL,
    to_s REAL NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    changed_at_s REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (set_id, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_changes_of_batch ON day_changes (batch);
