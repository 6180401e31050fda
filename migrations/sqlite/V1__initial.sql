-- The first schema. Applied files are never edited: a change is a new file.
--
-- Every table of the ledger is append-only: its rows hang on an entry, and triggers refuse UPDATE,
-- DELETE, INSERT over an existing id (INSERT OR REPLACE passes the other two) and INSERT into any
-- entry but the newest. Reference tables (state, crosswalk, entity) hold facts, no claims.

PRAGMA application_id = 0x55505231; -- UPR1
PRAGMA user_version = 1;

CREATE TABLE state (
    iso3 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    official_name TEXT NOT NULL,
    region TEXT NOT NULL,
    spellings TEXT NOT NULL,
    member TEXT NOT NULL
) STRICT;

CREATE TABLE crosswalk (
    scheme TEXT NOT NULL,
    word TEXT NOT NULL,
    level TEXT NOT NULL,
    meaning TEXT,
    why TEXT,
    PRIMARY KEY (scheme, word)
) STRICT;

CREATE TABLE entity (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT,
    paragraph TEXT
) STRICT;

-- Which seed rows this file has had: one that a user took back is not brought again.
CREATE TABLE seeded (
    key TEXT PRIMARY KEY
) STRICT;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL CHECK (batch <= id),
    command TEXT NOT NULL,
    form INTEGER NOT NULL,
    recorded_at TEXT NOT NULL CHECK (recorded_at LIKE '____-__-__T__:__:__Z'),
    item_id INTEGER,
    source_id INTEGER,
    place TEXT,
    author TEXT,
    author_salt BLOB,
    author_digest BLOB,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX entry_item ON entry (item_id, id) WHERE item_id IS NOT NULL;
CREATE INDEX entry_batch ON entry (batch);

CREATE TABLE source_file (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    layout TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;

CREATE INDEX source_file_entry ON source_file (entry_id);

CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE INDEX setting_key ON setting (key, id);
CREATE INDEX setting_entry ON setting (entry_id);

CREATE TABLE vocabulary (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    source TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('own', 'source'))
) STRICT;

CREATE INDEX vocabulary_key ON vocabulary (key);
CREATE INDEX vocabulary_entry ON vocabulary (entry_id);

CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    vocabulary_id INTEGER NOT NULL REFERENCES vocabulary (id),
    slug TEXT NOT NULL,
    label TEXT NOT NULL,
    parent_id INTEGER REFERENCES term (id),
    aliases TEXT,
    comment TEXT
) STRICT;

CREATE INDEX term_slug ON term (vocabulary_id, slug);
CREATE INDEX term_parent ON term (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX term_entry ON term (entry_id);

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    symbol TEXT,
    title TEXT,
    body TEXT,
    dated TEXT,
    session TEXT,
    addressee TEXT,
    language TEXT,
    url TEXT,
    comment TEXT
) STRICT;

CREATE INDEX document_key ON document (key);
CREATE INDEX document_entry ON document (entry_id);

CREATE TABLE item_set (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    noun TEXT NOT NULL,
    state TEXT,
    document_id INTEGER REFERENCES document (id),
    cycle INTEGER,
    session INTEGER,
    period_from TEXT,
    period_to TEXT,
    period_basis TEXT,
    stance TEXT,
    stance_document TEXT,
    stance_paragraph TEXT,
    comment TEXT
) STRICT;

CREATE INDEX item_set_key ON item_set (key);
CREATE INDEX item_set_entry ON item_set (entry_id);

CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    set_id INTEGER NOT NULL REFERENCES item_set (id),
    ref TEXT NOT NULL,
    ref_folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    parent_id INTEGER REFERENCES item (id),
    paragraph TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('ask', 'demand', 'recommendation', 'offer', 'mandate', 'advice', 'concern', 'commitment')),
    force TEXT,
    actor TEXT NOT NULL CHECK (actor IN ('state', 'all-states', 'un', 'un-and-state')),
    actor_name TEXT,
    heading_id INTEGER REFERENCES term (id),
    state TEXT,
    deadline TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('document', 'own')),
    match_key TEXT,
    text TEXT,
    names TEXT,
    answer TEXT,
    comment TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX item_order ON item (set_id, sort_key, id);
CREATE INDEX item_ref ON item (set_id, ref_folded);
CREATE INDEX item_folded ON item (ref_folded);
CREATE INDEX item_parent ON item (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX item_heading ON item (heading_id);
CREATE INDEX item_match ON item (match_key) WHERE match_key IS NOT NULL;
CREATE INDEX item_entry ON item (entry_id);

CREATE TABLE sender (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    iso3 TEXT,
    printed TEXT NOT NULL
) STRICT;

CREATE INDEX sender_item ON sender (item_id, id);
CREATE INDEX sender_state ON sender (iso3, item_id) WHERE iso3 IS NOT NULL;
CREATE INDEX sender_entry ON sender (entry_id);

CREATE TABLE item_state (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'closed', 'superseded')),
    effective_on TEXT NOT NULL,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX item_state_item ON item_state (item_id, effective_on, id);
CREATE INDEX item_state_entry ON item_state (entry_id);

CREATE TABLE assessor (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    internal INTEGER NOT NULL CHECK (internal IN (0, 1))
) STRICT;

CREATE INDEX assessor_key ON assessor (key);
CREATE INDEX assessor_entry ON assessor (entry_id);

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    assessor_id INTEGER NOT NULL REFERENCES assessor (id),
    status TEXT NOT NULL CHECK (status IN ('no-information', 'not-implemented', 'in-progress', 'partially-implemented', 'implemented', 'regressed')),
    printed TEXT,
    effective_on TEXT NOT NULL CHECK (effective_on LIKE '____-__-__'),
    confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    unsourced INTEGER NOT NULL CHECK (unsourced IN (0, 1)),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX assessment_latest
    ON assessment (item_id, assessor_id, effective_on DESC, id DESC, entry_id);
CREATE INDEX assessment_voice ON assessment (assessor_id);
CREATE INDEX assessment_entry ON assessment (entry_id);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    assessment_id INTEGER REFERENCES assessment (id),
    kind TEXT NOT NULL CHECK (kind IN ('url', 'document', 'file', 'import')),
    effect TEXT NOT NULL CHECK (effect IN ('supports', 'contradicts', 'context')),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    address TEXT,
    paragraph TEXT,
    title TEXT,
    publisher TEXT,
    dated TEXT,
    accessed TEXT,
    archived TEXT,
    quote TEXT,
    page TEXT,
    sha256 TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX evidence_item ON evidence (item_id, id);
CREATE INDEX evidence_assessment ON evidence (assessment_id) WHERE assessment_id IS NOT NULL;
CREATE INDEX evidence_entry ON evidence (entry_id);

CREATE TABLE position (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    position TEXT NOT NULL CHECK (position IN ('supported', 'partially-supported', 'noted', 'not-supported', 'pending', 'not-stated')),
    printed TEXT,
    document TEXT,
    paragraph TEXT,
    dated TEXT,
    effective_on TEXT,
    undated INTEGER NOT NULL CHECK (undated IN (0, 1))
) STRICT;

CREATE INDEX position_item ON position (item_id, effective_on, id);
CREATE INDEX position_entry ON position (entry_id);

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    term_id INTEGER NOT NULL REFERENCES term (id),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    origin TEXT NOT NULL CHECK (origin IN ('own', 'source')),
    confidence TEXT,
    comment TEXT
) STRICT;

CREATE INDEX tag_item ON tag (item_id, term_id, id);
CREATE INDEX tag_term ON tag (term_id, item_id);
CREATE INDEX tag_entry ON tag (entry_id);

CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    relation TEXT NOT NULL CHECK (relation IN ('repeats', 'in-part', 'via-concern', 'offer', 'related', 'superseded-by')),
    target_id INTEGER NOT NULL REFERENCES item (id) CHECK (target_id <> item_id),
    origin TEXT NOT NULL CHECK (origin IN ('own', 'source')),
    confidence TEXT,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    reason TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX link_item ON link (item_id, id);
CREATE INDEX link_target ON link (target_id, id);
CREATE INDEX link_entry ON link (entry_id);

CREATE TABLE engagement (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    state TEXT,
    from_on TEXT,
    until_on TEXT,
    precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'year', 'none')),
    bound TEXT CHECK (bound IN ('before', 'after')),
    kind TEXT NOT NULL,
    document TEXT,
    paragraph TEXT,
    essential INTEGER NOT NULL CHECK (essential IN (0, 1)),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    who TEXT,
    whom TEXT,
    what TEXT,
    outcome TEXT,
    comment TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX engagement_order ON engagement (from_on, id);
CREATE INDEX engagement_entry ON engagement (entry_id);

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    state TEXT,
    set_key TEXT,
    label TEXT NOT NULL,
    dated TEXT,
    precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'year', 'none')),
    certainty TEXT NOT NULL CHECK (certainty IN ('documented', 'secondary', 'derived', 'inferred')),
    basis TEXT,
    voluntary INTEGER NOT NULL CHECK (voluntary IN (0, 1)),
    kind TEXT NOT NULL
) STRICT;

CREATE INDEX milestone_key ON milestone (key, id);
CREATE INDEX milestone_entry ON milestone (entry_id);

CREATE TABLE withdrawal (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    target_entry INTEGER NOT NULL REFERENCES entry (id),
    reinstates INTEGER NOT NULL CHECK (reinstates IN (0, 1)),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX withdrawal_target ON withdrawal (target_entry, id);
CREATE INDEX withdrawal_entry ON withdrawal (entry_id);

-- A tombstone: sealed texts and the author of the target entry were destroyed on purpose.
CREATE TABLE purge (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    target_entry INTEGER NOT NULL REFERENCES entry (id),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX purge_target ON purge (target_entry);
CREATE INDEX purge_entry ON purge (entry_id);

-- What this copy is, where it is not the file itself (`redacted`).
CREATE TABLE notice (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Search: the texts and names of items, accents and case folded, word forms cut to their stems.
-- Filled when a transaction that added items ends: row by row the index would be written out each time.
CREATE VIRTUAL TABLE item_search USING fts5 (
    text, names,
    content = 'item', content_rowid = 'id',
    tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE TRIGGER entry_append BEFORE INSERT ON entry
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'entries are appended, one after the other'); END;
CREATE TRIGGER entry_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;

CREATE TRIGGER source_file_append BEFORE INSERT ON source_file
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM source_file)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;
CREATE TRIGGER source_file_update BEFORE UPDATE ON source_file
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;
CREATE TRIGGER source_file_delete BEFORE DELETE ON source_file
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;

CREATE TRIGGER setting_append BEFORE INSERT ON setting
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM setting)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'setting is append-only'); END;
CREATE TRIGGER setting_update BEFORE UPDATE ON setting
BEGIN SELECT RAISE(ABORT, 'setting is append-only'); END;
CREATE TRIGGER setting_delete BEFORE DELETE ON setting
BEGIN SELECT RAISE(ABORT, 'setting is append-only'); END;

CREATE TRIGGER vocabulary_append BEFORE INSERT ON vocabulary
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM vocabulary)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'vocabulary is append-only'); END;
CREATE TRIGGER vocabulary_update BEFORE UPDATE ON vocabulary
BEGIN SELECT RAISE(ABORT, 'vocabulary is append-only'); END;
CREATE TRIGGER vocabulary_delete BEFORE DELETE ON vocabulary
BEGIN SELECT RAISE(ABORT, 'vocabulary is append-only'); END;

CREATE TRIGGER term_append BEFORE INSERT ON term
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM term)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'term is append-only'); END;
CREATE TRIGGER term_update BEFORE UPDATE ON term
BEGIN SELECT RAISE(ABORT, 'term is append-only'); END;
CREATE TRIGGER term_delete BEFORE DELETE ON term
BEGIN SELECT RAISE(ABORT, 'term is append-only'); END;

CREATE TRIGGER document_append BEFORE INSERT ON document
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM document)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_update BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_delete BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;

CREATE TRIGGER item_set_append BEFORE INSERT ON item_set
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM item_set)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'item_set is append-only'); END;
CREATE TRIGGER item_set_update BEFORE UPDATE ON item_set
BEGIN SELECT RAISE(ABORT, 'item_set is append-only'); END;
CREATE TRIGGER item_set_delete BEFORE DELETE ON item_set
BEGIN SELECT RAISE(ABORT, 'item_set is append-only'); END;

CREATE TRIGGER item_append BEFORE INSERT ON item
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM item)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER item_update BEFORE UPDATE ON item
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER item_delete BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;

CREATE TRIGGER sender_append BEFORE INSERT ON sender
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM sender)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'sender is append-only'); END;
CREATE TRIGGER sender_update BEFORE UPDATE ON sender
BEGIN SELECT RAISE(ABORT, 'sender is append-only'); END;
CREATE TRIGGER sender_delete BEFORE DELETE ON sender
BEGIN SELECT RAISE(ABORT, 'sender is append-only'); END;

CREATE TRIGGER item_state_append BEFORE INSERT ON item_state
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM item_state)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'item_state is append-only'); END;
CREATE TRIGGER item_state_update BEFORE UPDATE ON item_state
BEGIN SELECT RAISE(ABORT, 'item_state is append-only'); END;
CREATE TRIGGER item_state_delete BEFORE DELETE ON item_state
BEGIN SELECT RAISE(ABORT, 'item_state is append-only'); END;

CREATE TRIGGER assessor_append BEFORE INSERT ON assessor
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM assessor)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'assessor is append-only'); END;
CREATE TRIGGER assessor_update BEFORE UPDATE ON assessor
BEGIN SELECT RAISE(ABORT, 'assessor is append-only'); END;
CREATE TRIGGER assessor_delete BEFORE DELETE ON assessor
BEGIN SELECT RAISE(ABORT, 'assessor is append-only'); END;

CREATE TRIGGER assessment_append BEFORE INSERT ON assessment
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM assessment)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER assessment_update BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER assessment_delete BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;

CREATE TRIGGER evidence_append BEFORE INSERT ON evidence
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM evidence)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER position_append BEFORE INSERT ON position
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM position)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'position is append-only'); END;
CREATE TRIGGER position_update BEFORE UPDATE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only'); END;
CREATE TRIGGER position_delete BEFORE DELETE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only'); END;

CREATE TRIGGER tag_append BEFORE INSERT ON tag
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM tag)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;
CREATE TRIGGER tag_update BEFORE UPDATE ON tag
BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;
CREATE TRIGGER tag_delete BEFORE DELETE ON tag
BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;

CREATE TRIGGER link_append BEFORE INSERT ON link
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM link)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;
CREATE TRIGGER link_update BEFORE UPDATE ON link
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;
CREATE TRIGGER link_delete BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;

CREATE TRIGGER engagement_append BEFORE INSERT ON engagement
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM engagement)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'engagement is append-only'); END;
CREATE TRIGGER engagement_update BEFORE UPDATE ON engagement
BEGIN SELECT RAISE(ABORT, 'engagement is append-only'); END;
CREATE TRIGGER engagement_delete BEFORE DELETE ON engagement
BEGIN SELECT RAISE(ABORT, 'engagement is append-only'); END;

CREATE TRIGGER milestone_append BEFORE INSERT ON milestone
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM milestone)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'milestone is append-only'); END;
CREATE TRIGGER milestone_update BEFORE UPDATE ON milestone
BEGIN SELECT RAISE(ABORT, 'milestone is append-only'); END;
CREATE TRIGGER milestone_delete BEFORE DELETE ON milestone
BEGIN SELECT RAISE(ABORT, 'milestone is append-only'); END;

CREATE TRIGGER withdrawal_append BEFORE INSERT ON withdrawal
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM withdrawal)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER withdrawal_update BEFORE UPDATE ON withdrawal
BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER withdrawal_delete BEFORE DELETE ON withdrawal
BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;

CREATE TRIGGER purge_append BEFORE INSERT ON purge
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM purge)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'purge is append-only'); END;
CREATE TRIGGER purge_update BEFORE UPDATE ON purge
BEGIN SELECT RAISE(ABORT, 'purge is append-only'); END;
CREATE TRIGGER purge_delete BEFORE DELETE ON purge
BEGIN SELECT RAISE(ABORT, 'purge is append-only'); END;
