-- Reports as they came. Rows are added, never changed and never deleted.

CREATE TABLE document (               -- a text; copies of one text share it
    document INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,        -- SHA-256 of the UTF-8 text
    size INTEGER NOT NULL,            -- bytes of the text
    text BLOB NOT NULL                -- the text, one zstd frame
) STRICT;

CREATE TABLE report (
    report INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- "r" and base32 of the key's first bits
    key BLOB NOT NULL UNIQUE,         -- SHA-256 of (text hash, given)
    given TEXT NOT NULL,              -- the id it came with, '' if none
    document INTEGER NOT NULL REFERENCES document,
    url TEXT, source TEXT COLLATE NOCASE, title TEXT, language TEXT,
    published TEXT,                   -- as given: "2025-12-10"
    published_day INTEGER,            -- days since 1970-01-01
    added TEXT NOT NULL               -- record time: "2026-11-23T20:15:00Z"
) STRICT;

CREATE INDEX report_given ON report (given);
CREATE INDEX report_document ON report (document, published, id);
CREATE INDEX report_source ON report (source, published_day);
CREATE INDEX report_day ON report (published_day);
CREATE INDEX report_added ON report (added);

-- Words of titles and texts; the texts themselves live in document.
CREATE VIRTUAL TABLE report_search USING fts5 (
    title, text, content = '', tokenize = "unicode61 remove_diacritics 2"
);
