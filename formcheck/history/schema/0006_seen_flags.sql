-- What a therapist has seen of the flags of a patient: of one kind, up to a moment, with a note.
-- One that was undone stays, so that it can be done again.
CREATE TABLE seen_flags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    upto_s REAL NOT NULL,
    note TEXT NOT NULL,
    seen_at_s REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX seen_flags_of_patient ON seen_flags (patient_id, kind, upto_s);

-- What all patients did and said lately is asked for by day.
CREATE INDEX sets_by_day ON sets (day);
CREATE INDEX pain_by_day ON pain_answers (day);
CREATE INDEX safety_by_day ON safety_events (day);

-- A plan that does not prescribe an exercise prescribes no dose of it.
UPDATE sets SET prescribed_reps = NULL, prescribed_hold_s = NULL
WHERE plan_version IS NOT NULL AND NOT coalesce((
    SELECT json_extract(document, '$.exercises."' || sets.exercise || '".enabled') FROM plans
    WHERE plans.patient_id = sets.patient_id AND plans.version = sets.plan_version
), 0);
