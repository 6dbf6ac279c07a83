PRAGMA application_id = 1717790827;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE corrections (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    change TEXT NOT NULL,
    made_at_s REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (set_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "corrections" VALUES(1,1,'{"do":"reject","key":"rep-3"}',1796035292.16783,0);
INSERT INTO "corrections" VALUES(1,2,'{"start_s":1.5,"end_s":6.25,"do":"move","key":"rep-1"}',1.79603529218993592259e+09,0);
INSERT INTO "corrections" VALUES(1,3,'{"start_s":8.0,"end_s":9.0,"do":"add_fault","fault_id":"PPU-2"}',1.79603529223559403417e+09,0);
INSERT INTO "corrections" VALUES(1,4,'{"do":"finish"}',1.79603529228230595583e+09,0);
INSERT INTO "corrections" VALUES(2,1,'{"do":"reject","key":"fault-1"}',1796035292.30886,0);
INSERT INTO "corrections" VALUES(2,2,'{"start_s":0.1,"end_s":1.2,"do":"add_rep","kind":"counted","side":null,"hold_s":null}',1.7960352923835659027e+09,1);
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
INSERT INTO "day_changes" VALUES(3,1,1741100400.0,1740409200.0,'2025-03-04','2025-02-24',1796035292.59594,0);
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
INSERT INTO "faults" VALUES(1,'fault-1','program','open','PPU-1',1,2,1,3.0,4.0,0.14,0.1,'torso');
INSERT INTO "faults" VALUES(1,'fault-2','program','open','PPU-1',0,2,2,8.0,9.0,0.14,0.1,'torso');
INSERT INTO "faults" VALUES(1,'fault-c3','therapist','added','PPU-2',1,2,2,8.0,9.0,NULL,NULL,'torso');
INSERT INTO "faults" VALUES(2,'fault-1','program','rejected','PPU-1',0,2,1,2.25,5.95,0.2485,0.1,'torso');
INSERT INTO "faults" VALUES(2,'fault-2','program','open','PPU-5',1,1,2,8.95,12.35,60.4976,40.0,'deg');
INSERT INTO "faults" VALUES(2,'fault-3','program','open','PPU-4',1,1,3,19.35,20.65,19.7116,8.0,'deg');
INSERT INTO "faults" VALUES(2,'fault-4','program','open','PPU-2',1,2,NULL,21.6,22.75,0.5362,0.2,'torso');
CREATE TABLE folders_to_remove (
    folder TEXT PRIMARY KEY,
    not_before_s REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    time_s REAL,
    text TEXT NOT NULL,
    written_at_s REAL NOT NULL,
    changed_at_s REAL NOT NULL
) STRICT;
INSERT INTO "notes" VALUES(1,1,2.0,'weeps when bending
second line',1.79603529243783807756e+09,1.79603529243783807756e+09);
INSERT INTO "notes" VALUES(2,1,NULL,'whole set',1.79603529251132202149e+09,1.79603529251132202149e+09);
INSERT INTO "notes" VALUES(3,4,NULL,'Knie höher',1.79603529254932403561e+09,1.79603529254932403561e+09);
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
INSERT INTO "pain_answers" VALUES(1,1,1,1,'after',4,'thigh',1740992400.0,'2025-03-03');
INSERT INTO "pain_answers" VALUES(2,3,3,NULL,'before',2,'back',1741165200.0,'2025-03-05');
CREATE TABLE patients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    label_key TEXT NOT NULL UNIQUE,
    added_at_s REAL NOT NULL
) STRICT;
INSERT INTO "patients" VALUES(1,'Anna B.','anna b.',1.79603529183235502246e+09);
INSERT INTO "patients" VALUES(3,'Bén','bén',1.79603529185929393762e+09);
CREATE TABLE plans (
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    saved_at_s REAL NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (patient_id, version)
) STRICT, WITHOUT ROWID;
INSERT INTO "plans" VALUES(1,1,1.79603529189189195635e+09,'{"schema_version":1,"note":"twice a day","conditions":[],"exercises":{}}');
INSERT INTO "plans" VALUES(1,2,1.7960352919673650265e+09,'{"schema_version":1,"note":"twice a day","conditions":[],"exercises":{"prone_press_up":{"enabled":true,"sets_a_day":1,"reps":12,"hold_s":3.0,"rest_s":null,"days":["mon","tue","wed","thu","fri","sat","sun"],"side":null,"variant":null,"target":null,"watch":["PPU-1"],"ignore":[],"cues":{"PPU-1":"Belt on the mat!"},"cue":"","thresholds":{}}}}');
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
INSERT INTO "repetitions" VALUES(1,'rep-1','program','changed',1,'counted',NULL,1.5,4.0,6.25,40.0,42.0,1.9,1.2,1.65,0.9);
INSERT INTO "repetitions" VALUES(1,'rep-2','program','open',2,'counted',NULL,7.0,9.0,11.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(1,'rep-3','program','rejected',NULL,'counted',NULL,12.0,14.0,16.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(2,'rep-1','program','open',1,'counted',NULL,1.35,5.4,7.05,31.8675,30.1417,1.5,2.75,1.45,0.9806);
INSERT INTO "repetitions" VALUES(2,'rep-2','program','open',2,'counted',NULL,8.0,10.45,13.45,50.6664,48.9406,1.55,2.45,1.45,0.9808);
INSERT INTO "repetitions" VALUES(2,'rep-3','program','open',3,'counted',NULL,14.5,18.2,19.35,47.2517,45.526,1.55,2.4,0.9,0.9693);
INSERT INTO "repetitions" VALUES(2,'rep-4','program','open',NULL,'other_movement',NULL,19.35,21.3,21.95,26.9499,25.2242,1.9,0.05,0.65,0.984);
INSERT INTO "repetitions" VALUES(3,'rep-1','program','open',1,'counted',NULL,2.0,4.0,6.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(3,'rep-2','program','open',2,'counted',NULL,7.0,9.0,11.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(3,'rep-3','program','open',3,'counted',NULL,12.0,14.0,16.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(4,'rep-1','program','open',1,'counted',NULL,2.0,4.0,6.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(4,'rep-2','program','open',2,'counted',NULL,7.0,9.0,11.0,40.0,42.0,1.4,1.2,1.4,0.9);
INSERT INTO "repetitions" VALUES(4,'rep-3','program','open',3,'counted',NULL,12.0,14.0,16.0,40.0,42.0,1.4,1.2,1.4,0.9);
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
INSERT INTO "safety_events" VALUES(1,3,3,NULL,'stopped','too tired',1741165200.0,'2025-03-05');
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    started_at_s REAL NOT NULL,
    ended_at_s REAL NOT NULL,
    day TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
INSERT INTO "sessions" VALUES(1,1,1740992400.0,1740996026.5,'2025-03-03','score');
INSERT INTO "sessions" VALUES(2,3,1741100400.0,1741100430.0,'2025-03-04','score');
INSERT INTO "sessions" VALUES(3,3,1741165200.0,1741165200.0,'2025-03-05','live');
INSERT INTO "sessions" VALUES(4,3,1740409200.0,1740409230.0,'2025-02-24','score');
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
    revision INTEGER NOT NULL DEFAULT 0, figures TEXT,
    UNIQUE (patient_id, fingerprint)
) STRICT;
INSERT INTO "sets" VALUES(1,1,1,'prone_press_up','deg','score',1740992400.0,'2025-03-03',1.79603529205944204331e+09,'cd5baf53e183b9c679fa3dfdd8296047f46e698b40bd647548b51015f9e93192','e6d48eabd560bc608c65a1e97dc9f55c8b88e4c9bc9e2452c5ed11dbf3da35a0','a.mp4','clip.mp4',NULL,1,60.0,0.1,'18c2fff53e40de91ced7821e',NULL,10,2.0,2,0,0,2.4,42.0,2,2,'done',4,'{"reps_counted": 2, "reps_partial": 0, "clean_reps": 0, "hold_total_s": 2.4, "hold_mean_s": 1.2, "range_mean": 42.0, "range_sd": 0.0, "range_best": 42.0, "first_three": null, "last_three": null, "out_mean_s": 1.65, "return_mean_s": 1.525, "peak_mean": 40.0, "peak_left": null, "peak_right": null, "fault_counts": {"PPU-1": 1, "PPU-2": 1}, "worst_severity": 2}');
INSERT INTO "sets" VALUES(2,1,1,'prone_press_up','deg','score',1740996000.0,'2025-03-03',1.79603529208815288539e+09,'e1df6464ef2ebe193f0814ff2774240683f102209173949088265f4fc3730bd8','73c974ec602494568536877f21f0ecab0cfd6631a8a65270e59b87369bdad24b','prone_press_up_bad.mp4',NULL,NULL,1,26.5,1.88679245283018860723e-02,'b0a785fbd8ad68a9f4d6683d',NULL,10,2.0,3,0,1,7.6,4.15361000000000046838e+01,3,2,'begun',3,'{"reps_counted": 3, "reps_partial": 0, "clean_reps": 1, "hold_total_s": 7.6, "hold_mean_s": 2.533333333333333, "range_mean": 41.536100000000005, "range_sd": 10.01444640556831, "range_best": 41.536100000000005, "first_three": null, "last_three": null, "out_mean_s": 1.5333333333333332, "return_mean_s": 1.2666666666666666, "peak_mean": 43.26186666666666, "peak_left": null, "peak_right": null, "fault_counts": {"PPU-2": 1, "PPU-4": 1, "PPU-5": 1}, "worst_severity": 2}');
INSERT INTO "sets" VALUES(3,3,4,'prone_press_up','deg','score',1740409200.0,'2025-02-24',1.79603529211935210229e+09,'831dfdd0316470f1ba7c7861a2656188c8e8e627c2fd5ee1b5747d6f019746b4','db0f8b31c197bd80be219c6d91d70077bd38bfbbad80a439582234259c2cc255','b.mp4',NULL,NULL,1,30.0,0.2,'c0111f5d141c84f8d50c2367',NULL,10,2.0,3,0,3,3.59999999999999964472e+00,42.0,0,NULL,'new',0,'{"reps_counted": 3, "reps_partial": 0, "clean_reps": 3, "hold_total_s": 3.5999999999999996, "hold_mean_s": 1.2, "range_mean": 42.0, "range_sd": 0.0, "range_best": 42.0, "first_three": null, "last_three": null, "out_mean_s": 1.3999999999999997, "return_mean_s": 1.3999999999999997, "peak_mean": 40.0, "peak_left": null, "peak_right": null, "fault_counts": {}, "worst_severity": null}');
INSERT INTO "sets" VALUES(4,3,2,'knee_hug','deg','score',1741100400.0,'2025-03-04',1.79603529215530705455e+09,'ecf8377bdb689b6ed31a5ff60fc36331a34be830463bd81b1d3fefa9aa35969e','db0f8b31c197bd80be219c6d91d70077bd38bfbbad80a439582234259c2cc255','b.mp4',NULL,'clips/b.mp4',2,30.0,0.2,'c359d9ce751289b3ae198030',NULL,10,2.0,3,0,3,3.59999999999999964472e+00,42.0,0,NULL,'new',0,'{"reps_counted": 3, "reps_partial": 0, "clean_reps": 3, "hold_total_s": 3.5999999999999996, "hold_mean_s": 1.2, "range_mean": 42.0, "range_sd": 0.0, "range_best": 42.0, "first_three": null, "last_three": null, "out_mean_s": 1.3999999999999997, "return_mean_s": 1.3999999999999997, "peak_mean": 40.0, "peak_left": null, "peak_right": null, "fault_counts": {}, "worst_severity": null}');
CREATE INDEX sessions_of_patient ON sessions (patient_id, started_at_s);
CREATE INDEX sets_by_time ON sets (performed_at_s, id);
CREATE INDEX sets_of_patient ON sets (patient_id, performed_at_s, id);
CREATE INDEX sets_of_session ON sets (session_id);
CREATE INDEX faults_by_kind ON faults (fault_id, stands, set_id);
CREATE INDEX notes_of_set ON notes (set_id, time_s);
CREATE INDEX pain_of_patient ON pain_answers (patient_id, answered_at_s);
CREATE INDEX pain_of_set ON pain_answers (set_id);
CREATE INDEX pain_of_session ON pain_answers (session_id);
CREATE INDEX sets_of_exercise ON sets (patient_id, exercise, performed_at_s);
CREATE INDEX sets_of_any_exercise ON sets (exercise, performed_at_s, id);
CREATE INDEX sets_to_review ON sets (review_state, performed_at_s, id);
CREATE INDEX sets_of_clip ON sets (patient_id, clip_sha256);
CREATE INDEX safety_of_patient ON safety_events (patient_id, happened_at_s);
CREATE INDEX safety_of_session ON safety_events (session_id);
CREATE INDEX safety_of_set ON safety_events (set_id);
CREATE INDEX day_changes_of_batch ON day_changes (batch);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('patients',3);
INSERT INTO "sqlite_sequence" VALUES('sessions',4);
INSERT INTO "sqlite_sequence" VALUES('sets',4);
INSERT INTO "sqlite_sequence" VALUES('notes',3);
INSERT INTO "sqlite_sequence" VALUES('pain_answers',2);
INSERT INTO "sqlite_sequence" VALUES('safety_events',1);
COMMIT;
