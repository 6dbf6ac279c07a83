-- Figures of a set for the progress page, as JSON; NULL is filled in when they are asked for.
ALTER TABLE sets ADD COLUMN figures TEXT;

CREATE INDEX sets_of_exercise ON sets (patient_id, exercise, performed_at_s);
CREATE INDEX sets_of_any_exercise ON sets (exercise, performed_at_s, id);
CREATE INDEX sets_to_review ON sets (review_state, performed_at_s, id);
CREATE INDEX sets_of_clip ON sets (patient_id, clip_sha256);

CREATE TABLE safety_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    set_id INTEGER REFERENCES sets (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    happened_at_s REAL NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX safety_of_patient ON safety_events (patient_id, happened_at_s);
CREATE INDEX safety_of_session ON safety_events (session_id);
CREATE INDEX safety_of_set ON safety_events (set_id);

-- Folders that belong to no set: of deleted ones, and of those that are just being added.
-- They are removed from the disk once the moment has passed.
CREATE TABLE folders_to_remove (
    folder TEXT PRIMARY KEY,
    not_before_s REAL NOT NULL
) STRICT, WITHOUT ROWID;
