-- Registers, statements, relations and questions of a coding.

CREATE TABLE instrument (
    instrument INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding, report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL, local TEXT NOT NULL,
    kind TEXT, subjects TEXT NOT NULL, stage TEXT,
    title_begin INTEGER, title_end INTEGER, title_words TEXT,
    signed TEXT, signed_begin INTEGER, signed_end INTEGER, signed_words TEXT,
    period TEXT, first_day INTEGER, last_day INTEGER,
    UNIQUE (coding, ordinal)
) STRICT;

CREATE TABLE provision (
    instrument INTEGER NOT NULL REFERENCES instrument,
    ordinal INTEGER NOT NULL,
    begin_byte INTEGER, end_byte INTEGER, words TEXT,
    veracity TEXT NOT NULL,
    PRIMARY KEY (instrument, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE exercise (
    exercise INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding, report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL, local TEXT NOT NULL,
    host TEXT, name TEXT, stage TEXT, instrument INTEGER, -- ordinal of the instrument
    period TEXT, first_day INTEGER, last_day INTEGER,
    UNIQUE (coding, ordinal)
) STRICT;

CREATE TABLE visit (
    visit INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding, report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL, local TEXT NOT NULL,
    visitor TEXT, entity TEXT, host TEXT, stage TEXT,
    date TEXT, first_day INTEGER, last_day INTEGER,
    UNIQUE (coding, ordinal)
) STRICT;

CREATE TABLE relation (
    relation INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding, report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL,
    kind TEXT, a TEXT, b TEXT, mutual INTEGER NOT NULL,
    begin_byte INTEGER, end_byte INTEGER, words TEXT,
    veracity TEXT NOT NULL, rule TEXT,
    UNIQUE (coding, ordinal)
) STRICT;

CREATE INDEX relation_a ON relation (a, b);
CREATE INDEX relation_b ON relation (b, a);

CREATE TABLE statement (
    statement INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding, report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL,
    key TEXT, sector TEXT, entity TEXT, office TEXT,
    variant INTEGER NOT NULL, unnamed INTEGER NOT NULL,
    speaker_begin INTEGER, speaker_end INTEGER, speaker_words TEXT,
    channel TEXT,
    quoted_begin INTEGER, quoted_end INTEGER, quoted_words TEXT,
    begin_byte INTEGER, end_byte INTEGER, words TEXT,
    stance TEXT, rule TEXT,
    UNIQUE (coding, ordinal)
) STRICT;

CREATE INDEX statement_key ON statement (key);

CREATE TABLE question (
    question INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding, report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL,
    about TEXT, begin_byte INTEGER, end_byte INTEGER, words TEXT, rule TEXT,
    status TEXT NOT NULL DEFAULT 'open',
    UNIQUE (coding, ordinal)
) STRICT;

-- The lists of register entries and statements.
CREATE TABLE part (
    kind TEXT NOT NULL,               -- instrument exercise visit statement
    owner INTEGER NOT NULL,           -- row of that table
    role TEXT NOT NULL,               -- party visitor host one-of met about
    ordinal INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, owner, role, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX part_value ON part (value, kind, role, owner);

-- Which events a register entry was read from.
CREATE TABLE entry_event (
    kind TEXT NOT NULL, owner INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event,
    PRIMARY KEY (kind, owner, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_event_event ON entry_event (event);
CREATE INDEX instrument_report ON instrument (report);
CREATE INDEX exercise_report ON exercise (report);
CREATE INDEX visit_report ON visit (report);
CREATE INDEX statement_report ON statement (report);
CREATE INDEX question_report ON question (report);
CREATE INDEX relation_report ON relation (report);
