-- What a coder read in a report. A report may be coded again by a newer coder: then a new coding is
-- added and the old one marked superseded; both are kept.

CREATE TABLE coder (
    coder INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE      -- "chancery 0.1.0, model 1a2b..., data 3c4d..."
) STRICT;

CREATE TABLE coding (
    coding INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    coder INTEGER NOT NULL REFERENCES coder,
    coded TEXT NOT NULL,              -- when
    superseded TEXT,                  -- when a newer coding took its place; NULL: current
    sentences TEXT NOT NULL           -- JSON [[begin,end],...]
) STRICT;

CREATE UNIQUE INDEX coding_current ON coding (report) WHERE superseded IS NULL;
CREATE INDEX coding_report ON coding (report);

-- Spans are half-open byte ranges of the report's text; *_words are those bytes, NULL if absent.
CREATE TABLE event (
    event INTEGER PRIMARY KEY,
    id TEXT NOT NULL,                 -- report's id, "-", base32 of (report key, trigger, type)
    coding INTEGER NOT NULL REFERENCES coding,
    report INTEGER NOT NULL REFERENCES report,
    ordinal INTEGER NOT NULL,         -- from 0, order in the report
    local TEXT NOT NULL,              -- "e1"
    type TEXT NOT NULL,
    act TEXT, mode TEXT, cameo TEXT,
    contexts TEXT NOT NULL,           -- "military diplomatic"
    mutual INTEGER NOT NULL,
    veracity TEXT NOT NULL,
    auxiliary TEXT NOT NULL,          -- "historical future hypothetical negation"
    stage TEXT NOT NULL GENERATED ALWAYS AS (
        CASE WHEN auxiliary LIKE '%negation%' AND auxiliary LIKE '%future%' THEN 'called-off'
             WHEN auxiliary LIKE '%negation%' OR veracity IN ('CT-', 'PR-', 'PS-') THEN 'denied'
             WHEN auxiliary LIKE '%hypothetical%' THEN 'possible'
             WHEN auxiliary LIKE '%future%' THEN 'planned'
             ELSE 'done' END) STORED,
    trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_words TEXT,
    sentence INTEGER NOT NULL,        -- first mention, from 1; 0: none
    mentions TEXT NOT NULL,           -- JSON [1,3]
    date TEXT,                        -- TIMEX3 value
    date_begin INTEGER, date_end INTEGER, date_words TEXT,
    first_day INTEGER, last_day INTEGER, -- days the value covers; NULL: unknown; an
                                      -- open end is -2147483648 or 2147483647
    object_begin INTEGER, object_end INTEGER, object_words TEXT,
    denies INTEGER,                   -- ordinal of the event that this one denies
    trace TEXT NOT NULL,              -- JSON: [{field, rule, begin, end, note, lost}]
    UNIQUE (coding, id),
    UNIQUE (coding, ordinal)
) STRICT;

CREATE INDEX event_id ON event (id);
CREATE INDEX event_report ON event (report);
CREATE INDEX event_type ON event (type, stage, first_day);
CREATE INDEX event_stage ON event (stage, first_day);
CREATE INDEX event_day ON event (first_day);

CREATE TABLE participant (
    event INTEGER NOT NULL REFERENCES event,
    side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL, sector TEXT, entity TEXT, office TEXT,
    variant INTEGER NOT NULL, unnamed INTEGER NOT NULL,
    begin_byte INTEGER, end_byte INTEGER, words TEXT,
    PRIMARY KEY (event, side, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX participant_key ON participant (key, event, side);
CREATE INDEX participant_entity ON participant (entity) WHERE entity IS NOT NULL;

CREATE TABLE source (                 -- who says so, outermost first
    event INTEGER NOT NULL REFERENCES event,
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL COLLATE NOCASE, sector TEXT, entity TEXT COLLATE NOCASE, office TEXT,
    variant INTEGER NOT NULL, unnamed INTEGER NOT NULL,
    begin_byte INTEGER, end_byte INTEGER, words TEXT,
    cue TEXT, cue_begin INTEGER, cue_end INTEGER,
    channel TEXT, joint INTEGER NOT NULL, rule TEXT,
    PRIMARY KEY (event, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_key ON source (key, event);
CREATE INDEX source_entity ON source (entity, event) WHERE entity IS NOT NULL;

CREATE TABLE place (                  -- of an event or a register entry
    kind TEXT NOT NULL,               -- event instrument exercise visit
    owner INTEGER NOT NULL,           -- row of that table
    ordinal INTEGER NOT NULL,         -- 0; further places from 1
    begin_byte INTEGER, end_byte INTEGER, words TEXT,
    name TEXT, country TEXT, latitude REAL, longitude REAL,
    one_of TEXT,                      -- "BLR IRN"
    PRIMARY KEY (kind, owner, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX place_country ON place (country, kind, owner);
