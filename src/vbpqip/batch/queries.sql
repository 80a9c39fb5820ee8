-- Every question that is asked of a ledger, and every change that is made to one, by name; ``store.py`` reads them.
-- Words in quotes are those of the states, statuses, verdicts and kinds that a ledger keeps.

-- The ledger

-- name: note
SELECT value FROM ledger WHERE key = ?;

-- name: note_down
INSERT OR REPLACE INTO ledger (key, value) VALUES (?, ?);

-- name: known
SELECT id, CASE failed WHEN 1 THEN document END FROM judgement
WHERE sha256 = ? AND rules = ? AND received = ?;

-- name: keep_review
INSERT INTO judgement (
    sha256, rules, received, status, kind, sender, receivers, sender_normalized, receivers_normalized, subjects,
    facility, mco, facility_folded, mco_folded, period, verdict, document, entries, entries_digest, facts, failed
) VALUES (
    :sha256, :rules, :received, :status, :kind, :sender, :receivers, :sender_normalized, :receivers_normalized,
    :subjects, :facility, :mco, :facility_folded, :mco_folded, :period, :verdict, :document, :entries,
    :entries_digest, :facts, :failed
) ON CONFLICT DO UPDATE SET
    status = excluded.status, kind = excluded.kind, sender = excluded.sender, receivers = excluded.receivers,
    sender_normalized = excluded.sender_normalized, receivers_normalized = excluded.receivers_normalized,
    subjects = excluded.subjects, facility = excluded.facility, mco = excluded.mco,
    facility_folded = excluded.facility_folded, mco_folded = excluded.mco_folded, period = excluded.period,
    verdict = excluded.verdict, document = excluded.document, entries = excluded.entries,
    entries_digest = excluded.entries_digest, facts = excluded.facts, failed = excluded.failed
RETURNING id;

-- name: add_line
INSERT INTO history (number, at, path, sha256, rules, received, status, verdict, review_sha256, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: begin_list
CREATE TEMP TABLE seen (path TEXT PRIMARY KEY, sha256, state, reason, received, sender, judgement);

-- name: see
INSERT INTO temp.seen VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: last_digest
SELECT sha256 FROM file WHERE path = ?;

-- name: finish_list
DELETE FROM file;
INSERT INTO file SELECT * FROM temp.seen;

-- The inbox of a run

-- name: begin_inbox
CREATE TEMP TABLE inbox (number INTEGER PRIMARY KEY, path TEXT, source BLOB, state TEXT, reason TEXT);

-- name: add_to_inbox
INSERT INTO temp.inbox (path, source, state, reason) VALUES (?, ?, ?, ?);

-- name: inbox_size
SELECT count(*) FROM temp.inbox;

-- name: inbox_after
SELECT number, path, source, state, reason FROM temp.inbox WHERE number > ? ORDER BY number LIMIT ?;

-- Verifying

-- name: history_lines
SELECT number, hash, at, path, sha256, rules, received, status, verdict, review_sha256 FROM history ORDER BY number;

-- name: history_length
SELECT count(*) FROM history;

-- name: newest_lines_and_reviews
SELECT line.number, line.path, line.review_sha256, sha256, rules, received, judgement.status, judgement.kind,
    judgement.sender, judgement.receivers, judgement.sender_normalized, judgement.receivers_normalized,
    judgement.subjects, judgement.facility, judgement.mco, judgement.facility_folded, judgement.mco_folded,
    judgement.period, judgement.verdict, judgement.document, judgement.entries, judgement.entries_digest,
    judgement.facts, judgement.failed
FROM history line LEFT JOIN judgement USING (sha256, rules, received)
WHERE line.number IN (SELECT max(number) FROM history GROUP BY sha256, rules, received)
ORDER BY line.number;

-- name: reviews_not_in_history
SELECT count(*) FROM judgement
WHERE (sha256, rules, received) NOT IN (SELECT sha256, rules, received FROM history);

-- name: every_note
SELECT key, value FROM ledger;

-- name: every_file
SELECT path, sha256, state, reason, received, sender, judgement FROM file;

-- name: every_version_status
SELECT path, standing, because FROM standing;

-- name: every_cross_report_finding
SELECT path, code, severity, sheet, cell, message, found, expected, waived FROM finding_across;

-- name: every_open_rule
SELECT path, rule, title, value, verdict FROM open_rule;

-- name: every_expected
SELECT facility, mco, period, state, due, received, path FROM expected;

-- name: every_feedback
SELECT path, made_of, written FROM feedback;

-- Cross-report checks

-- name: content
SELECT file.path, file.sha256, file.state, file.reason, file.received, file.sender,
       judgement.rules, judgement.status, judgement.verdict, judgement.entries_digest,
       CASE judgement.failed WHEN 1 THEN judgement.document END
FROM file LEFT JOIN judgement ON judgement.id = file.judgement
ORDER BY file.path;

-- name: clear_cross_report
DELETE FROM standing;
DELETE FROM finding_across;
DELETE FROM open_rule;
DELETE FROM expected;

-- name: gather
CREATE TEMP TABLE sent AS
SELECT file.path, file.sha256, file.received, judgement.id AS judgement, judgement.status, judgement.kind,
       judgement.sender_normalized, judgement.receivers_normalized, judgement.facility, judgement.mco,
       judgement.facility_folded, judgement.mco_folded, judgement.period, judgement.entries_digest
FROM file JOIN judgement ON judgement.id = file.judgement
WHERE file.state IN ('judged', 'failed');
CREATE INDEX temp.sent_by_version ON sent (kind, sender_normalized, receivers_normalized, period, received, path);
CREATE INDEX temp.sent_by_period ON sent (period, facility_folded, mco_folded, path);
CREATE INDEX temp.sent_by_content ON sent (sha256, path);
CREATE INDEX temp.sent_by_entries ON sent (entries_digest, path);

-- name: scatter
DROP TABLE IF EXISTS temp.sent;

-- name: reports_by_version
SELECT * FROM temp.sent ORDER BY kind, sender_normalized, receivers_normalized, period, received, path;

-- name: reports_of_the_same_content
SELECT * FROM temp.sent
WHERE sha256 IN (SELECT sha256 FROM temp.sent WHERE sha256 <> '' GROUP BY sha256 HAVING COUNT(*) > 1)
ORDER BY sha256, path;

-- name: reports_of_the_same_entries
SELECT * FROM temp.sent
WHERE entries_digest IN (
    SELECT entries_digest FROM temp.sent WHERE entries_digest <> '' AND facility_folded <> ''
    GROUP BY entries_digest HAVING COUNT(DISTINCT facility_folded) > 1
)
AND facility_folded <> ''
AND path NOT IN (SELECT path FROM standing WHERE standing IN ('superseded', 'duplicate'))
ORDER BY entries_digest, path;

-- name: reports_received_by_version
SELECT * FROM temp.sent WHERE received <> ''
ORDER BY kind, sender_normalized, receivers_normalized, period, received, path;

-- name: qit_reports_of_pairings_by_period
SELECT sent.*, standing.standing, json_extract(judgement.document, '$.due'), (
    SELECT json_group_array(json_extract(each.value, '$.key')) FROM json_each(judgement.document, '$.measures') AS each
    WHERE json_extract(each.value, '$.reason') = 'pending'
)
FROM temp.sent JOIN judgement ON judgement.id = sent.judgement JOIN standing ON standing.path = sent.path
WHERE sent.kind = 'qit-report' AND sent.facility_folded <> '' AND sent.mco_folded <> '' AND sent.period <> ''
  AND sent.status <> 'blank'
ORDER BY sent.period, sent.facility_folded, sent.mco_folded, sent.path;

-- name: reports_compared_by_version
SELECT sent.*, judgement.entries
FROM temp.sent JOIN judgement ON judgement.id = sent.judgement JOIN standing ON standing.path = sent.path
WHERE standing.standing IN ('counts', 'other period')
ORDER BY sent.kind, sent.sender_normalized, sent.receivers_normalized, sent.period, sent.received, sent.path;

-- name: gather_subjects
DROP TABLE IF EXISTS temp.told;
CREATE TEMP TABLE told AS
SELECT sent.path, sent.kind, sent.period, each.key AS subject,
       json_extract(each.value, '$[0]') AS facility, normalized(json_extract(each.value, '$[0]')) AS facility_folded,
       json_extract(each.value, '$[1]') AS mco, normalized(json_extract(each.value, '$[1]')) AS mco_folded
FROM temp.sent JOIN judgement ON judgement.id = sent.judgement JOIN standing ON standing.path = sent.path,
     json_each(judgement.subjects) AS each
WHERE standing.standing IN ('counts', 'other period');
CREATE INDEX temp.told_of ON told (kind, facility_folded, mco_folded);

-- name: subjects_told_to_several
SELECT sent.*, told.subject, told.facility, told.mco, judgement.facts
FROM (
  SELECT kind, facility_folded FROM temp.told WHERE facility_folded <> '' AND mco_folded <> ''
  GROUP BY kind, facility_folded HAVING COUNT(DISTINCT mco_folded) > 1
) AS several
JOIN temp.told AS told USING (kind, facility_folded)
JOIN temp.sent AS sent ON sent.path = told.path JOIN judgement ON judgement.id = sent.judgement
ORDER BY told.kind, told.facility_folded, told.mco_folded, told.path, told.subject;

-- name: scatter_subjects
DROP TABLE temp.told;

-- name: entries_of_review
SELECT entries FROM judgement WHERE id = ?;

-- name: facts_of_names
SELECT sent.*, fact.facility, fact.mco, fact.period, fact.measure, fact.name, fact.value, fact.sheet
FROM temp.sent JOIN standing ON standing.path = sent.path JOIN fact ON fact.judgement = sent.judgement
WHERE standing.standing IN ('counts', 'other period') AND fact.name IN (SELECT value FROM json_each(?))
  AND (SELECT COUNT(DISTINCT kind) FROM temp.sent) > 1
ORDER BY normalized(fact.facility), normalized(fact.mco), fact.period, IFNULL(fact.measure, ''), fact.name, sent.kind,
  sent.path;

-- name: latest_receipt
SELECT MAX(received) FROM file;

-- name: document_of_review
SELECT document FROM judgement WHERE id = ?;

-- name: values_of_review
SELECT entries, json_extract(document, '$.credits'), facts, subjects FROM judgement WHERE id = ?;

-- name: add_version_status
INSERT INTO standing (path, standing, because) VALUES (?, ?, ?);

-- name: version_status
SELECT standing FROM standing WHERE path = ?;

-- name: reject_blocked
UPDATE standing SET standing = ?, because = ?
WHERE standing <> 'not accepted'
  AND path IN (SELECT path FROM finding_across WHERE severity = 'error' AND waived = '');

-- name: add_cross_report_finding
INSERT INTO finding_across (path, code, severity, sheet, cell, message, found, expected, waived)
VALUES (?, ?, ?, '', '', ?, ?, ?, ?);

-- name: cross_report_findings
SELECT code, severity, message, found, expected, waived FROM finding_across WHERE path = ? ORDER BY code, message;

-- name: add_open_rule
INSERT INTO open_rule (path, rule, title, value, verdict) VALUES (?, ?, ?, ?, ?);

-- name: open_rules
SELECT rule, title, value, verdict FROM open_rule WHERE path = ? ORDER BY rule, value;

-- name: add_expected
INSERT INTO expected (facility, mco, period, state, due, received, path) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: report_of_pairing
SELECT 1 FROM file JOIN judgement ON judgement.id = file.judgement
WHERE file.state <> 'skipped' AND facility_folded = ? AND mco_folded = ?;

-- Facts

-- name: facts_that_count
SELECT fact.kind, fact.facility, fact.mco, fact.period, fact.measure, fact.name, fact.value, fact.sheet, fact.cell
FROM standing JOIN file USING (path) JOIN judgement ON judgement.id = file.judgement
JOIN fact ON fact.judgement = judgement.id
WHERE standing.standing IN ('counts', 'other period')
  AND :kind IN ('', judgement.kind) AND :period IN ('', judgement.period)
  AND normalized(:facility) IN ('', normalized(fact.facility)) AND normalized(:mco) IN ('', normalized(fact.mco))
ORDER BY fact.facility, fact.mco, judgement.period, file.path;

-- Payments

-- name: qit_reports_of_period
SELECT judgement.facility, judgement.mco, file.path, file.sha256, file.received, judgement.status,
       IFNULL(standing.standing, '') AS standing, judgement.verdict,
       IFNULL(json_extract(judgement.document, '$.due'), '') AS due,
       json_extract(judgement.document, '$.qit.share') AS share, json_extract(judgement.document, '$.program') AS program
FROM file JOIN judgement ON judgement.id = file.judgement LEFT JOIN standing ON standing.path = file.path
WHERE judgement.kind = 'qit-report' AND judgement.period = ? AND judgement.status <> 'blank'
  AND judgement.facility_folded <> '' AND judgement.mco_folded <> ''
ORDER BY judgement.facility_folded, judgement.mco_folded, file.received, file.path;

-- Feedback

-- name: to_answer_after
SELECT number, inbox.path, source, judgement.sha256, judgement.received, judgement.rules, feedback.made_of,
    (SELECT json_group_array(json_array(code, severity, message, found, expected, waived)) FROM
        (SELECT * FROM finding_across WHERE path = file.path ORDER BY code, message)),
    (SELECT json_group_array(json_array(rule, value, verdict)) FROM
        (SELECT * FROM open_rule WHERE path = file.path ORDER BY rule, value))
FROM temp.inbox AS inbox JOIN file ON file.path = inbox.path JOIN judgement ON judgement.id = file.judgement
LEFT JOIN feedback ON feedback.path = file.path
WHERE NOT judgement.failed AND number > ? ORDER BY number LIMIT ?;

-- name: feedback_on
SELECT path, made_of, written FROM feedback WHERE path = ?;

-- name: stale_feedback
SELECT path FROM feedback
WHERE path NOT IN (
    SELECT file.path FROM file JOIN judgement ON judgement.id = file.judgement WHERE NOT judgement.failed
)
ORDER BY path;

-- name: keep_feedback
INSERT INTO feedback (path, made_of, written) VALUES (?, ?, ?);

-- name: forget_feedback
DELETE FROM feedback WHERE path = ?;

-- The summary

-- name: lay_out_files
DROP TABLE IF EXISTS temp.speaks;
DROP TABLE IF EXISTS temp.attended;
DROP VIEW IF EXISTS temp.kept;
CREATE TEMP VIEW kept AS
SELECT file.path, file.state, file.reason, file.sha256, file.received, file.sender,
       IFNULL(standing.standing, '') AS standing, IFNULL(standing.because, '') AS because,
       CASE WHEN blocked.path IS NULL THEN judgement.verdict ELSE 'not_determined' END AS verdict,
       CASE WHEN judgement.status = 'accepted' AND blocked.path IS NOT NULL THEN 'rejected'
            ELSE judgement.status END AS status,
       IFNULL(judgement.period, '') AS period, IFNULL(judgement.facility_folded, '') AS facility_folded,
       IFNULL(judgement.mco_folded, '') AS mco_folded, IFNULL(judgement.kind, '') AS kind,
       IFNULL(judgement.sender, '') AS named_sender, IFNULL(judgement.receivers, '') AS named_receivers,
       IFNULL(judgement.sender_normalized, '') AS sender_normalized,
       IFNULL(judgement.receivers_normalized, '') AS receivers_normalized,
       IFNULL(json_extract(judgement.document, '$.due'), '') AS due,
       blocked.path IS NOT NULL AS blocked, judgement.document, judgement.entries,
       json_extract(judgement.document, '$.qit.achieved') AS achieved,
       json_extract(judgement.document, '$.qit.credits') AS credits,
       json_extract(judgement.document, '$.qit.selected') AS selected
FROM file LEFT JOIN judgement ON judgement.id = file.judgement
LEFT JOIN standing ON standing.path = file.path
LEFT JOIN (
    SELECT DISTINCT path FROM finding_across WHERE severity = 'error' AND waived = ''
) AS blocked ON blocked.path = file.path;
CREATE TEMP TABLE attended AS
SELECT expected.*, IFNULL(kept.standing, '') AS standing, IFNULL(kept.verdict, '') AS verdict,
       kept.achieved, kept.credits, kept.selected
FROM expected LEFT JOIN kept
ON kept.path = expected.path AND expected.state NOT IN ('missing', 'due', 'not due yet');

-- name: lay_out_speakers
CREATE TEMP TABLE speaks AS
SELECT path, measure FROM (
    SELECT kept.path, each.key AS measure, ROW_NUMBER() OVER (
        PARTITION BY kept.facility_folded, kept.period, each.key ORDER BY kept.mco_folded, kept.path
    ) AS nth
    FROM kept, json_each(kept.entries) AS each WHERE kept.standing = 'counts' AND kept.kind = 'qit-report'
) WHERE nth = 1;
CREATE INDEX temp.speakers ON speaks (path);

-- name: statuses
SELECT IFNULL(status, 'unreadable') AS counted, COUNT(*) FROM kept WHERE state IN ('judged', 'failed') GROUP BY counted;

-- name: files
SELECT path, state, reason, sha256, received, sender, standing, because, IFNULL(verdict, ''), blocked,
       (SELECT json_group_array(measure) FROM speaks WHERE speaks.path = kept.path), document
FROM kept ORDER BY path;

-- name: attendance_by_pairing
SELECT * FROM temp.attended ORDER BY facility COLLATE NOCASE, mco COLLATE NOCASE, period, path;

-- name: attendance_newest_first
SELECT * FROM temp.attended ORDER BY period DESC, facility, mco, path;

-- name: absent_newest_first
SELECT * FROM temp.attended WHERE state NOT IN ('received', 'not due yet') ORDER BY period DESC, facility, mco, path;

-- name: periods
SELECT DISTINCT period FROM expected ORDER BY period;

-- name: period_with_most_reports
SELECT period FROM expected
GROUP BY period ORDER BY SUM(state NOT IN ('missing', 'due', 'not due yet')) DESC, period DESC LIMIT 1;

-- name: verdicts_of_kind
SELECT named_sender, named_receivers, period,
       CASE WHEN standing = 'not accepted' THEN 'rejected' WHEN due <> '' AND received > due THEN 'late'
            ELSE 'received' END,
       due, received, path, standing, verdict, achieved, credits, selected
FROM (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY sender_normalized, receivers_normalized, period
        ORDER BY standing = 'counts' DESC, standing = 'ambiguous' DESC, received DESC, path
    ) AS nth
    FROM kept
    WHERE kind = ? AND standing IN ('counts', 'ambiguous', 'not accepted') AND status <> 'blank'
      AND sender_normalized <> '' AND receivers_normalized <> '' AND period <> ''
) WHERE nth = 1
ORDER BY sender_normalized, receivers_normalized, period;

-- name: periods_of_kind
SELECT DISTINCT period FROM kept
WHERE kind = ? AND standing IN ('counts', 'ambiguous', 'not accepted') AND status <> 'blank'
  AND sender_normalized <> '' AND receivers_normalized <> '' AND period <> ''
ORDER BY period;

-- name: files_to_send_again
SELECT path, state, reason, sha256, received, sender, standing, because, IFNULL(verdict, ''), blocked, json_array(), document
FROM kept WHERE path IN (
    SELECT path FROM (
        SELECT path, ROW_NUMBER() OVER (
            PARTITION BY kind, sender_normalized, receivers_normalized, period,
                CASE WHEN '' IN (sender_normalized, receivers_normalized, period) THEN path END
            ORDER BY received DESC, path DESC
        ) AS nth
        FROM kept
        WHERE state = 'judged' AND IFNULL(status, 'unreadable') <> 'accepted'
          AND (kind, sender_normalized, receivers_normalized, period) NOT IN (
            SELECT kind, sender_normalized, receivers_normalized, period FROM kept
            WHERE status = 'accepted' AND '' NOT IN (sender_normalized, receivers_normalized, period)
          )
    ) WHERE nth = 1
)
ORDER BY period DESC, path;

-- name: later_versions_to_correct
SELECT path, state, reason, sha256, received, sender, standing, because, IFNULL(verdict, ''), blocked, json_array(), document
FROM kept WHERE path IN (
    SELECT path FROM (
        SELECT kept.path, ROW_NUMBER() OVER (
            PARTITION BY kind, sender_normalized, receivers_normalized, period ORDER BY kept.received DESC, kept.path DESC
        ) AS nth
        FROM kept JOIN (
            SELECT kind, sender_normalized, receivers_normalized, period,
                   MIN(received) AS first, MAX(received) AS latest
            FROM kept WHERE status = 'accepted' AND '' NOT IN (sender_normalized, receivers_normalized, period)
            GROUP BY kind, sender_normalized, receivers_normalized, period
        ) AS accepted USING (kind, sender_normalized, receivers_normalized, period)
        WHERE kept.state = 'judged' AND kept.status IN ('rejected', 'blank')
          AND accepted.first <> '' AND kept.received > accepted.latest
    ) WHERE nth = 1
)
ORDER BY period DESC, path;

-- name: ambiguous_beside
SELECT other.path FROM kept AS one
JOIN kept AS other USING (kind, sender_normalized, receivers_normalized, period)
WHERE one.path = ? AND other.standing = 'ambiguous' ORDER BY other.path;

-- name: files_of_later_periods
SELECT path, facility_folded, mco_folded, period FROM kept
WHERE kind = 'qit-report' AND standing = 'other period' AND period > :collected
  AND (facility_folded, mco_folded) IN (
    SELECT normalized(facility), normalized(mco) FROM expected
    WHERE period = :collected AND state IN ('missing', 'due')
  )
ORDER BY path;

-- name: files_of_state
SELECT path, reason FROM file WHERE state = ? ORDER BY path;

-- name: not_whole_yet
SELECT path, state, reason, sha256, received, sender, standing, because, verdict, blocked, json_array(), document FROM kept
WHERE standing = 'counts' AND (
    verdict = 'not_determined' OR EXISTS (
        SELECT 1 FROM json_each(document, '$.measures') AS each WHERE json_extract(each.value, '$.reason') = 'pending'
    )
)
ORDER BY path;

-- name: reports_with_warnings
SELECT COUNT(*) FROM kept
WHERE standing IN ('counts', 'other period') AND (
    EXISTS (
        SELECT 1 FROM json_each(document, '$.findings') AS each
        WHERE json_extract(each.value, '$.severity') = 'warning' AND json_extract(each.value, '$.waived') IS NULL
    ) OR EXISTS (
        SELECT 1 FROM finding_across AS found
        WHERE found.path = kept.path AND found.severity = 'warning' AND found.waived = ''
    )
);

-- name: pairings_by_period
SELECT DISTINCT facility_folded, mco_folded, period
FROM file JOIN judgement ON judgement.id = file.judgement
ORDER BY period, facility_folded, mco_folded;

-- name: attendance_of_period
SELECT state, COUNT(*) FROM expected WHERE period = ? GROUP BY state;

-- name: counting_cross_report_findings
SELECT path, code, message FROM finding_across WHERE waived = '' ORDER BY code, path, message;

-- name: files_not_reviewed
SELECT path, state, reason FROM file WHERE state <> 'judged' OR judgement IS NULL ORDER BY state, path;

-- name: lay_out_measured
DROP TABLE IF EXISTS temp.measured;
CREATE TEMP TABLE measured (
    period TEXT, facility_folded TEXT, facility TEXT, path TEXT, measure TEXT, outcome TEXT, numerator TEXT,
    denominator TEXT, result TEXT
);

-- name: add_measured
INSERT INTO temp.measured VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: index_measured
CREATE INDEX temp.measured_by_measure ON measured (measure, period, facility, path);
CREATE INDEX temp.measured_by_period ON measured (period, facility_folded, path);

-- name: measured
SELECT period, measure, outcome, COUNT(*), SUM(IIF(counts, CAST(numerator AS INTEGER), 0)),
       SUM(IIF(counts, CAST(denominator AS INTEGER), 0)), SUM(counts AND CAST(denominator AS INTEGER) > 0)
FROM (SELECT *, denominator IS NOT NULL AND denominator <> 'NA' AS counts FROM temp.measured)
GROUP BY period, measure, outcome ORDER BY period, measure, outcome;

-- name: counts_of_measure
SELECT facility, CAST(numerator AS INTEGER), CAST(denominator AS INTEGER) FROM temp.measured
WHERE measure = ? AND period = ? AND denominator IS NOT NULL AND denominator NOT IN ('NA', '0')
ORDER BY facility, path;

-- name: outcomes_of_period
SELECT facility_folded, facility, path, measure, outcome FROM temp.measured
WHERE period = ? ORDER BY facility_folded, path;

-- name: facilities_of_period
SELECT COUNT(DISTINCT facility_folded) FROM temp.measured WHERE period = ?;
