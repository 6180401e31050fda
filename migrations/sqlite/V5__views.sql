-- What is in force, for whoever opens the file with another program: read-only, made anew by each
-- migration that needs it. They hold no "today": of a status the latest in force stands with the day from
-- which it holds. What is internal is in them: they are views of the file, not of what is handed on.

-- Entries that were taken back, and not put right again.
CREATE VIEW v_taken_back AS
SELECT w.target_entry AS entry FROM withdrawal AS w
WHERE w.reinstates = 0 AND NOT EXISTS (
    SELECT 1 FROM withdrawal AS l WHERE l.target_entry = w.target_entry AND l.id > w.id);

-- An item, or a component of a compound item, with its words as amended.
CREATE VIEW v_items AS
SELECT s.key || ':' || i.ref AS id, s.key AS set_key, i.ref AS ref,
    (SELECT s.key || ':' || p.ref FROM item AS p WHERE p.id = i.parent_id) AS parent,
    COALESCE((SELECT am.value FROM amendment AS am WHERE am.item_id = i.id AND am.field = 'text'
        AND am.entry_id NOT IN v_taken_back ORDER BY am.id DESC LIMIT 1), i.text) AS text,
    i.kind AS kind, i.actor AS actor, i.force AS force,
    CASE WHEN i.state IS s.state THEN COALESCE((SELECT am.value FROM amendment AS am
        WHERE am.set_id = s.id AND am.field = 'state' AND am.entry_id NOT IN v_taken_back
        ORDER BY am.id DESC LIMIT 1), i.state) ELSE i.state END AS state, i.deadline AS deadline,
    i.origin AS origin, i.entry_id AS entry
FROM item AS i JOIN item_set AS s ON s.id = i.set_id
WHERE i.entry_id NOT IN v_taken_back;

-- The latest status of each item by each assessor.
CREATE VIEW v_status AS
SELECT s.key || ':' || i.ref AS id, v.key AS assessor, a.status AS status,
    a.effective_on AS effective_on, a.confidence AS confidence, a.unsourced AS unsourced,
    a.note AS note, a.public AS public, a.entry_id AS entry
FROM assessment AS a JOIN item AS i ON i.id = a.item_id JOIN item_set AS s ON s.id = i.set_id
JOIN assessor AS v ON v.id = a.assessor_id
WHERE i.entry_id NOT IN v_taken_back AND a.entry_id NOT IN v_taken_back AND NOT EXISTS (
    SELECT 1 FROM assessment AS b WHERE b.item_id = a.item_id AND b.assessor_id = a.assessor_id
        AND b.entry_id NOT IN v_taken_back AND (b.effective_on, b.id) > (a.effective_on, a.id));

-- Every status that was recorded, those that were taken back too.
CREATE VIEW v_history AS
SELECT a.entry_id AS entry, s.key || ':' || i.ref AS id, v.key AS assessor, a.status AS status,
    a.effective_on AS effective_on, e.recorded_at AS recorded_at, a.note AS note, a.public AS public,
    a.entry_id IN v_taken_back AS taken_back
FROM assessment AS a JOIN entry AS e ON e.id = a.entry_id JOIN item AS i ON i.id = a.item_id
JOIN item_set AS s ON s.id = i.set_id JOIN assessor AS v ON v.id = a.assessor_id
WHERE i.entry_id NOT IN v_taken_back;

CREATE VIEW v_evidence AS
SELECT x.entry_id AS entry, s.key || ':' || i.ref AS id, x.kind AS kind, x.effect AS effect,
    x.address AS address, x.paragraph AS paragraph, x.title AS title, x.publisher AS publisher,
    x.dated AS dated, x.accessed AS accessed, x.quote AS quote, x.page AS page, x.public AS public
FROM evidence AS x JOIN item AS i ON i.id = x.item_id JOIN item_set AS s ON s.id = i.set_id
WHERE i.entry_id NOT IN v_taken_back AND x.entry_id NOT IN v_taken_back;

-- What the State said to an item, each answer in force.
CREATE VIEW v_positions AS
SELECT p.entry_id AS entry, s.key || ':' || i.ref AS id, p.position AS position, p.dated AS dated,
    p.effective_on AS effective_on, p.undated AS undated, p.document AS document,
    p.paragraph AS paragraph
FROM position AS p JOIN item AS i ON i.id = p.item_id JOIN item_set AS s ON s.id = i.set_id
WHERE i.entry_id NOT IN v_taken_back AND p.entry_id NOT IN v_taken_back;

CREATE VIEW v_tags AS
SELECT g.entry_id AS entry, s.key || ':' || i.ref AS id, o.key AS vocabulary, t.slug AS term,
    t.label AS label, g.origin AS origin, g.confidence AS confidence,
    COALESCE(g.assisted, 0) AS assisted
FROM tag AS g JOIN term AS t ON t.id = g.term_id JOIN vocabulary AS o ON o.id = t.vocabulary_id
JOIN item AS i ON i.id = g.item_id JOIN item_set AS s ON s.id = i.set_id
WHERE i.entry_id NOT IN v_taken_back AND g.entry_id NOT IN v_taken_back AND g.removed = 0
    AND NOT EXISTS (SELECT 1 FROM tag AS h WHERE h.item_id = g.item_id AND h.term_id = g.term_id
        AND h.id > g.id AND h.entry_id NOT IN v_taken_back);

CREATE VIEW v_links AS
SELECT l.entry_id AS entry, s.key || ':' || i.ref AS id, l.relation AS relation,
    ts.key || ':' || t.ref AS other, l.origin AS origin, l.confidence AS confidence,
    COALESCE(l.assisted, 0) AS assisted, l.reason AS reason, l.public AS public
FROM link AS l JOIN item AS i ON i.id = l.item_id JOIN item_set AS s ON s.id = i.set_id
JOIN item AS t ON t.id = l.target_id JOIN item_set AS ts ON ts.id = t.set_id
WHERE i.entry_id NOT IN v_taken_back AND t.entry_id NOT IN v_taken_back
    AND l.entry_id NOT IN v_taken_back AND l.removed IS NULL;

CREATE VIEW v_calendar AS
SELECT m.entry_id AS entry, m.key AS key, m.label AS label, m.state AS state, m.set_key AS set_key,
    m.dated AS date, m.kind AS kind, m.certainty AS certainty, m.voluntary AS voluntary,
    m.basis AS basis
FROM milestone AS m
WHERE m.entry_id NOT IN v_taken_back AND NOT EXISTS (
    SELECT 1 FROM milestone AS n WHERE n.key = m.key AND n.id > m.id
        AND n.entry_id NOT IN v_taken_back);

PRAGMA user_version = 5;
