-- Moments are seconds since 1970 in UTC; days are ISO dates where the patient was.

CREATE TABLE patients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    label_key TEXT NOT NULL UNIQUE,
    added_at_s REAL NOT NULL
) STRICT;

CREATE TABLE plans (
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    saved_at_s REAL NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (patient_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    started_at_s REAL NOT NULL,
    ended_at_s REAL NOT NULL,
    day TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of_patient ON sessions (patient_id, started_at_s);

CREATE TABLE sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    unit TEXT NOT NULL,
    source TEXT NOT NULL,
    performed_at_s REAL NOT NULL,
    day TEXT NOT NULL,
    added_at_s REAL NOT NULL,
    fingerprint TEXT NOT NULL,
    clip_sha256 TEXT NOT NULL,
    clip_name TEXT NOT NULL,
    clip_file TEXT,
    clip_outside TEXT,
    segment_index INTEGER NOT NULL,
    duration_s REAL NOT NULL,
    not_seen_share REAL NOT NULL,
    folder TEXT NOT NULL UNIQUE,
    plan_version INTEGER,
    prescribed_reps INTEGER,
    prescribed_hold_s REAL,
    -- As they stand after correction:
    reps_counted INTEGER NOT NULL DEFAULT 0,
    reps_partial INTEGER NOT NULL DEFAULT 0,
    clean_reps INTEGER NOT NULL DEFAULT 0,
    hold_total_s REAL NOT NULL DEFAULT 0,
    range_mean REAL,
    fault_count INTEGER NOT NULL DEFAULT 0,
    worst_severity INTEGER,
    review_state TEXT NOT NULL DEFAULT 'new',
    revision INTEGER NOT NULL DEFAULT 0,
    UNIQUE (patient_id, fingerprint)
) STRICT;
CREATE INDEX sets_by_time ON sets (performed_at_s, id);
CREATE INDEX sets_of_patient ON sets (patient_id, performed_at_s, id);
CREATE INDEX sets_of_session ON sets (session_id);

-- After correction, too; what the program found first is in result.json.
CREATE TABLE repetitions (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    origin TEXT NOT NULL,
    verdict TEXT NOT NULL,
    number INTEGER,
    kind TEXT NOT NULL,
    side TEXT,
    start_s REAL NOT NULL,
    peak_s REAL NOT NULL,
    end_s REAL NOT NULL,
    peak REAL,
    range REAL,
    out_s REAL,
    hold_s REAL,
    return_s REAL,
    trust REAL NOT NULL,
    PRIMARY KEY (set_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE faults (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    origin TEXT NOT NULL,
    verdict TEXT NOT NULL,
    fault_id TEXT NOT NULL,
    stands INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    rep_number INTEGER,
    start_s REAL NOT NULL,
    end_s REAL NOT NULL,
    value REAL,
    threshold REAL,
    unit TEXT NOT NULL,
    PRIMARY KEY (set_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX faults_by_kind ON faults (fault_id, stands, set_id);

-- What a therapist changed; an undone change stays until another is made.
CREATE TABLE corrections (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    change TEXT NOT NULL,
    made_at_s REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (set_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    time_s REAL,
    text TEXT NOT NULL,
    written_at_s REAL NOT NULL,
    changed_at_s REAL NOT NULL
) STRICT;
CREATE INDEX notes_of_set ON notes (set_id, time_s);

CREATE TABLE pain_answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    set_id INTEGER REFERENCES sets (id) ON DELETE SET NULL,
    moment TEXT NOT NULL,
    pain_0_to_10 INTEGER NOT NULL,
    furthest_site TEXT NOT NULL,
    answered_at_s REAL NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX pain_of_patient ON pain_answers (patient_id, answered_at_s);
CREATE INDEX pain_of_set ON pain_answers (set_id);
CREATE INDEX pain_of_session ON pain_answers (session_id);
