-- What goes to and fro between a patient's home and a therapist, by files.

-- The other side of a patient's exchange. A row is made with the first file, or the first message.
CREATE TABLE links (
    patient_id INTEGER PRIMARY KEY REFERENCES patients (id) ON DELETE CASCADE,
    -- The same on both sides; it says nothing of the patient.
    name TEXT NOT NULL UNIQUE,
    -- What the other side signs with; NULL until its first file.
    peer_key TEXT,
    -- Agreed on by telephone; empty: files are not locked.
    passphrase TEXT NOT NULL DEFAULT '',
    -- A folder that both sides see; empty: none.
    folder TEXT NOT NULL DEFAULT '',
    -- Numbers of the newest file that was made here, that was taken in here, and that the other
    -- side says it has.
    made INTEGER NOT NULL DEFAULT 0,
    taken INTEGER NOT NULL DEFAULT 0,
    arrived INTEGER NOT NULL DEFAULT 0,
    -- Within how many days the therapist answers, as she says; NULL: nothing is promised.
    answer_days INTEGER,
    begun_at_s REAL NOT NULL
) STRICT;

CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    -- The same on both sides.
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The set that it is about, and a moment of its clip.
    set_id INTEGER REFERENCES sets (id) ON DELETE SET NULL,
    time_s REAL,
    -- Whether it holds words of the urgent signs.
    urgent INTEGER NOT NULL DEFAULT 0,
    written_at_s REAL NOT NULL,
    read_at_s REAL,
    -- When the therapist answered it, or said that it needs no answer.
    answered_at_s REAL,
    -- Number of the first file that it went out with; NULL: it waits, or came from the other side.
    made INTEGER,
    UNIQUE (patient_id, name)
) STRICT;
CREATE INDEX messages_of_patient ON messages (patient_id, written_at_s);
CREATE INDEX messages_of_set ON messages (set_id);

CREATE TABLE taken_files (
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sender_key TEXT NOT NULL,
    made_at_s REAL NOT NULL,
    taken_at_s REAL NOT NULL,
    PRIMARY KEY (patient_id, name)
) STRICT, WITHOUT ROWID;

-- The file that a set came with.
CREATE TABLE set_origins (
    set_id INTEGER PRIMARY KEY REFERENCES sets (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    -- The fingerprint that it has where it came from; a changed day makes it another one here.
    fingerprint TEXT NOT NULL
) STRICT;
CREATE INDEX set_origins_by_print ON set_origins (fingerprint);

-- The number of the file that a set went out with first.
CREATE TABLE set_departures (
    set_id INTEGER PRIMARY KEY REFERENCES sets (id) ON DELETE CASCADE,
    made INTEGER NOT NULL
) STRICT;

-- Files of a folder that both sides see which were looked at already.
CREATE TABLE seen_letters (
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    seen_at_s REAL NOT NULL,
    -- Empty: it was taken in, or is our own.
    problem TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (patient_id, file_name)
) STRICT, WITHOUT ROWID;

-- What a therapist chose for all exchanges.
CREATE TABLE exchange_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
