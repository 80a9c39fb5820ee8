CREATE TABLE IF NOT EXISTS ledger (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS judgement (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    rules TEXT NOT NULL,
    received TEXT NOT NULL,
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    receivers TEXT NOT NULL,
    sender_normalized TEXT NOT NULL,
    receivers_normalized TEXT NOT NULL,
    subjects TEXT NOT NULL,
    facility TEXT NOT NULL,
    mco TEXT NOT NULL,
    facility_folded TEXT NOT NULL,
    mco_folded TEXT NOT NULL,
    period TEXT NOT NULL,
    verdict TEXT NOT NULL,
    document TEXT NOT NULL,
    entries TEXT NOT NULL,
    entries_digest TEXT NOT NULL,
    facts TEXT NOT NULL,
    failed INTEGER NOT NULL,
    UNIQUE (sha256, rules, received)
) STRICT;

-- What accepted reports say to others, a row a fact.
CREATE VIEW IF NOT EXISTS fact AS
SELECT judgement.id AS judgement, judgement.kind,
       json_extract(judgement.subjects, '$[' || json_extract(each.value, '$[0]') || '][0]') AS facility,
       json_extract(judgement.subjects, '$[' || json_extract(each.value, '$[0]') || '][1]') AS mco,
       json_extract(each.value, '$[1]') AS period, json_extract(each.value, '$[2]') AS measure,
       json_extract(each.value, '$[3]') AS name, json_extract(each.value, '$[4]') AS value,
       json_extract(each.value, '$[5]') AS sheet, json_extract(each.value, '$[6]') AS cell
FROM judgement, json_each(judgement.facts) AS each;

-- The folder as the newest run saw it.
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    received TEXT NOT NULL,
    sender TEXT NOT NULL,
    judgement INTEGER REFERENCES judgement (id)
) STRICT;

-- Which file was judged when, by which rules, with which verdict; only ever added to, each line's hash made of the last.
CREATE TABLE IF NOT EXISTS history (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rules TEXT NOT NULL,
    received TEXT NOT NULL,
    status TEXT NOT NULL,
    verdict TEXT NOT NULL,
    review_sha256 TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER IF NOT EXISTS history_is_never_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;

CREATE TRIGGER IF NOT EXISTS history_is_never_cut BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;

-- What the reports of a folder say of one another; made anew by each run. What is waived says by whom, as a document
-- does, and does not count.
CREATE TABLE IF NOT EXISTS finding_across (
    path TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    message TEXT NOT NULL,
    found TEXT NOT NULL,
    expected TEXT NOT NULL,
    waived TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX IF NOT EXISTS finding_across_of_a_file ON finding_across (path);

-- Rules that other reports of the folder show to be open: by which value as good the verdict of a report would be another.
CREATE TABLE IF NOT EXISTS open_rule (
    path TEXT NOT NULL,
    rule TEXT NOT NULL,
    title TEXT NOT NULL,
    value TEXT NOT NULL,
    verdict TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS open_rule_of_a_file ON open_rule (path);

-- Which of several reports of a kind, sender, receivers and period counts: counts, other period (of which nothing is
-- collected), superseded, duplicate, ambiguous, unnamed or not accepted.
CREATE TABLE IF NOT EXISTS standing (
    path TEXT PRIMARY KEY,
    standing TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;

-- The roster beside the folder: received, late, rejected (nothing that came was accepted), missing, due, not due yet or
-- unknown.
CREATE TABLE IF NOT EXISTS expected (
    facility TEXT NOT NULL,
    mco TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT NOT NULL,
    received TEXT NOT NULL,
    path TEXT NOT NULL
) STRICT;

-- What the feedback on each file was made of, so that it is made anew where that has changed, and the SHA-256 of its
-- files as they were written, so that none is removed that somebody has changed.
CREATE TABLE IF NOT EXISTS feedback (
    path TEXT PRIMARY KEY,
    made_of TEXT NOT NULL,
    written TEXT NOT NULL
) STRICT;
