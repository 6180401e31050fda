-- The third form of the ledger's entries, and the tables and columns that plans, institutions, due
-- dates, indicators, requests, remarks, other languages, corrections and merging need.
--
-- The tables whose words were CHECKed are built again without those CHECKs: which words there are is
-- the program's rule (`verify` names an unknown one), so that the next word needs no migration.
-- CHECKs stay for shape: flags, days, lengths. Columns that are null in older rows are free: the
-- third form leaves a field without a value out.

PRAGMA user_version = 4;

-- Whether the clock was stopped (by $UPR_NOW) when an entry was written, and whether an entry is
-- internal as a whole, so that a copy for others may leave it out.
ALTER TABLE entry ADD COLUMN clock TEXT CHECK (clock = 'stopped');
ALTER TABLE entry ADD COLUMN internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1));
CREATE INDEX entry_internal ON entry (id) WHERE internal = 1;

ALTER TABLE item_set ADD COLUMN public INTEGER CHECK (public IN (0, 1));
ALTER TABLE item_set ADD COLUMN kind TEXT;
ALTER TABLE document ADD COLUMN sha256 TEXT;

-- Name, digest and size of an imported file are sealed from now on: they could tell what was purged.
CREATE TABLE new_source_file (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    name TEXT,
    sha256 TEXT,
    layout TEXT NOT NULL,
    size INTEGER,
    salt BLOB,
    digest BLOB
) STRICT;
INSERT INTO new_source_file (
    id, entry_id, name, sha256, layout, size
) SELECT
    id, entry_id, name, sha256, layout, size
FROM source_file ORDER BY id;
DROP TABLE source_file;
ALTER TABLE new_source_file RENAME TO source_file;

CREATE INDEX source_file_entry ON source_file (entry_id);

CREATE TRIGGER source_file_append BEFORE INSERT ON source_file
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM source_file)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;
CREATE TRIGGER source_file_update BEFORE UPDATE ON source_file
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;
CREATE TRIGGER source_file_delete BEFORE DELETE ON source_file
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;

CREATE TABLE new_vocabulary (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    source TEXT,
    origin TEXT NOT NULL
) STRICT;
INSERT INTO new_vocabulary (
    id, entry_id, key, name, version, source, origin
) SELECT
    id, entry_id, key, name, version, source, origin
FROM vocabulary ORDER BY id;
DROP TABLE vocabulary;
ALTER TABLE new_vocabulary RENAME TO vocabulary;

CREATE INDEX vocabulary_key ON vocabulary (key);
CREATE INDEX vocabulary_entry ON vocabulary (entry_id);

CREATE TRIGGER vocabulary_append BEFORE INSERT ON vocabulary
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM vocabulary)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'vocabulary is append-only'); END;
CREATE TRIGGER vocabulary_update BEFORE UPDATE ON vocabulary
BEGIN SELECT RAISE(ABORT, 'vocabulary is append-only'); END;
CREATE TRIGGER vocabulary_delete BEFORE DELETE ON vocabulary
BEGIN SELECT RAISE(ABORT, 'vocabulary is append-only'); END;

-- Who asked, and when, where it is not the document and its date; null is published.
CREATE TABLE new_item (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    set_id INTEGER NOT NULL REFERENCES item_set (id),
    ref TEXT NOT NULL,
    ref_folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    parent_id INTEGER REFERENCES item (id),
    paragraph TEXT,
    kind TEXT NOT NULL,
    force TEXT,
    actor TEXT NOT NULL,
    actor_name TEXT,
    heading_id INTEGER REFERENCES term (id),
    state TEXT,
    deadline TEXT,
    origin TEXT NOT NULL,
    match_key TEXT,
    text TEXT,
    names TEXT,
    answer TEXT,
    comment TEXT,
    salt BLOB,
    digest BLOB,
    speaker TEXT,
    spoken_on TEXT,
    public INTEGER CHECK (public IN (0, 1))
) STRICT;
INSERT INTO new_item (
    id, entry_id, set_id, ref, ref_folded, sort_key, parent_id, paragraph, kind, force,
    actor, actor_name, heading_id, state, deadline, origin, match_key, text, names, answer,
    comment, salt, digest
) SELECT
    id, entry_id, set_id, ref, ref_folded, sort_key, parent_id, paragraph, kind, force,
    actor, actor_name, heading_id, state, deadline, origin, match_key, text, names, answer,
    comment, salt, digest
FROM item ORDER BY id;
DROP TABLE item;
ALTER TABLE new_item RENAME TO item;

CREATE INDEX item_order ON item (set_id, sort_key, id);
CREATE INDEX item_ref ON item (set_id, ref_folded);
CREATE INDEX item_folded ON item (ref_folded);
CREATE INDEX item_parent ON item (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX item_heading ON item (heading_id);
CREATE INDEX item_match ON item (match_key) WHERE match_key IS NOT NULL;
CREATE INDEX item_entry ON item (entry_id);

CREATE TRIGGER item_append BEFORE INSERT ON item
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM item)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER item_update BEFORE UPDATE ON item
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER item_delete BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;

CREATE INDEX item_internal ON item (id) WHERE public = 0;

CREATE TABLE new_item_state (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    state TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;
INSERT INTO new_item_state (
    id, entry_id, item_id, state, effective_on, public, note, salt, digest
) SELECT
    id, entry_id, item_id, state, effective_on, public, note, salt, digest
FROM item_state ORDER BY id;
DROP TABLE item_state;
ALTER TABLE new_item_state RENAME TO item_state;

CREATE INDEX item_state_item ON item_state (item_id, effective_on, id);
CREATE INDEX item_state_entry ON item_state (entry_id);

CREATE TRIGGER item_state_append BEFORE INSERT ON item_state
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM item_state)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'item_state is append-only'); END;
CREATE TRIGGER item_state_update BEFORE UPDATE ON item_state
BEGIN SELECT RAISE(ABORT, 'item_state is append-only'); END;
CREATE TRIGGER item_state_delete BEFORE DELETE ON item_state
BEGIN SELECT RAISE(ABORT, 'item_state is append-only'); END;

-- A percentage as an imported tracker has it; a row that only says that somebody looked again.
CREATE TABLE new_assessment (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    assessor_id INTEGER NOT NULL REFERENCES assessor (id),
    status TEXT NOT NULL,
    printed TEXT,
    effective_on TEXT NOT NULL CHECK (effective_on LIKE '____-__-__'),
    confidence TEXT,
    unsourced INTEGER NOT NULL CHECK (unsourced IN (0, 1)),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB,
    percent INTEGER CHECK (percent BETWEEN 0 AND 100),
    recheck INTEGER CHECK (recheck = 1)
) STRICT;
INSERT INTO new_assessment (
    id, entry_id, item_id, assessor_id, status, printed, effective_on, confidence,
    unsourced, public, note, salt, digest
) SELECT
    id, entry_id, item_id, assessor_id, status, printed, effective_on, confidence,
    unsourced, public, note, salt, digest
FROM assessment ORDER BY id;
DROP TABLE assessment;
ALTER TABLE new_assessment RENAME TO assessment;

CREATE INDEX assessment_latest
    ON assessment (item_id, assessor_id, effective_on DESC, id DESC, entry_id);
CREATE INDEX assessment_voice ON assessment (assessor_id);
CREATE INDEX assessment_entry ON assessment (entry_id);

CREATE TRIGGER assessment_append BEFORE INSERT ON assessment
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM assessment)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER assessment_update BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER assessment_delete BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;

-- What is cited in words, and what was found there when it was looked at again.
CREATE TABLE new_evidence (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    assessment_id INTEGER REFERENCES assessment (id),
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
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
    digest BLOB,
    citation TEXT,
    retrieved TEXT
) STRICT;
INSERT INTO new_evidence (
    id, entry_id, item_id, assessment_id, kind, effect, public, address, paragraph, title,
    publisher, dated, accessed, archived, quote, page, sha256, salt, digest
) SELECT
    id, entry_id, item_id, assessment_id, kind, effect, public, address, paragraph, title,
    publisher, dated, accessed, archived, quote, page, sha256, salt, digest
FROM evidence ORDER BY id;
DROP TABLE evidence;
ALTER TABLE new_evidence RENAME TO evidence;

CREATE INDEX evidence_item ON evidence (item_id, id);
CREATE INDEX evidence_assessment ON evidence (assessment_id) WHERE assessment_id IS NOT NULL;
CREATE INDEX evidence_entry ON evidence (entry_id);

CREATE TRIGGER evidence_append BEFORE INSERT ON evidence
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM evidence)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TABLE new_position (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    position TEXT NOT NULL,
    printed TEXT,
    document TEXT,
    paragraph TEXT,
    dated TEXT,
    effective_on TEXT,
    undated INTEGER NOT NULL CHECK (undated IN (0, 1)),
    origin TEXT
) STRICT;
INSERT INTO new_position (
    id, entry_id, item_id, position, printed, document, paragraph, dated, effective_on,
    undated
) SELECT
    id, entry_id, item_id, position, printed, document, paragraph, dated, effective_on,
    undated
FROM position ORDER BY id;
DROP TABLE position;
ALTER TABLE new_position RENAME TO position;

CREATE INDEX position_item ON position (item_id, effective_on, id);
CREATE INDEX position_entry ON position (entry_id);

CREATE TRIGGER position_append BEFORE INSERT ON position
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM position)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'position is append-only'); END;
CREATE TRIGGER position_update BEFORE UPDATE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only'); END;
CREATE TRIGGER position_delete BEFORE DELETE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only'); END;

-- Accepted in bulk from what the program suggests; with `removed`, refused.
CREATE TABLE new_tag (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    term_id INTEGER NOT NULL REFERENCES term (id),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    origin TEXT NOT NULL,
    confidence TEXT,
    comment TEXT,
    assisted INTEGER CHECK (assisted = 1)
) STRICT;
INSERT INTO new_tag (
    id, entry_id, item_id, term_id, removed, origin, confidence, comment
) SELECT
    id, entry_id, item_id, term_id, removed, origin, confidence, comment
FROM tag ORDER BY id;
DROP TABLE tag;
ALTER TABLE new_tag RENAME TO tag;

CREATE INDEX tag_item ON tag (item_id, term_id, id);
CREATE INDEX tag_term ON tag (term_id, item_id);
CREATE INDEX tag_entry ON tag (entry_id);

CREATE TRIGGER tag_append BEFORE INSERT ON tag
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM tag)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;
CREATE TRIGGER tag_update BEFORE UPDATE ON tag
BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;
CREATE TRIGGER tag_delete BEFORE DELETE ON tag
BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;

CREATE TABLE new_link (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    relation TEXT NOT NULL,
    target_id INTEGER NOT NULL REFERENCES item (id) CHECK (target_id <> item_id),
    origin TEXT NOT NULL,
    confidence TEXT,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    reason TEXT,
    salt BLOB,
    digest BLOB,
    assisted INTEGER CHECK (assisted = 1),
    removed INTEGER CHECK (removed IN (0, 1))
) STRICT;
INSERT INTO new_link (
    id, entry_id, item_id, relation, target_id, origin, confidence, public, reason, salt,
    digest
) SELECT
    id, entry_id, item_id, relation, target_id, origin, confidence, public, reason, salt,
    digest
FROM link ORDER BY id;
DROP TABLE link;
ALTER TABLE new_link RENAME TO link;

CREATE INDEX link_item ON link (item_id, id);
CREATE INDEX link_target ON link (target_id, id);
CREATE INDEX link_entry ON link (entry_id);

CREATE TRIGGER link_append BEFORE INSERT ON link
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM link)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;
CREATE TRIGGER link_update BEFORE UPDATE ON link
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;
CREATE TRIGGER link_delete BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;

CREATE TABLE new_engagement (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    state TEXT,
    from_on TEXT,
    until_on TEXT,
    precision TEXT NOT NULL,
    bound TEXT,
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
INSERT INTO new_engagement (
    id, entry_id, key, state, from_on, until_on, precision, bound, kind, document,
    paragraph, essential, public, who, whom, what, outcome, comment, salt, digest
) SELECT
    id, entry_id, key, state, from_on, until_on, precision, bound, kind, document,
    paragraph, essential, public, who, whom, what, outcome, comment, salt, digest
FROM engagement ORDER BY id;
DROP TABLE engagement;
ALTER TABLE new_engagement RENAME TO engagement;

CREATE INDEX engagement_order ON engagement (from_on, id);
CREATE INDEX engagement_entry ON engagement (entry_id);

CREATE TRIGGER engagement_append BEFORE INSERT ON engagement
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM engagement)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'engagement is append-only'); END;
CREATE TRIGGER engagement_update BEFORE UPDATE ON engagement
BEGIN SELECT RAISE(ABORT, 'engagement is append-only'); END;
CREATE TRIGGER engagement_delete BEFORE DELETE ON engagement
BEGIN SELECT RAISE(ABORT, 'engagement is append-only'); END;

-- The document that announces a date, and the rule by which one was worked out.
CREATE TABLE new_milestone (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    state TEXT,
    set_key TEXT,
    label TEXT NOT NULL,
    dated TEXT,
    precision TEXT NOT NULL,
    certainty TEXT NOT NULL,
    basis TEXT,
    voluntary INTEGER NOT NULL CHECK (voluntary IN (0, 1)),
    kind TEXT NOT NULL,
    document TEXT,
    paragraph TEXT,
    rule TEXT
) STRICT;
INSERT INTO new_milestone (
    id, entry_id, key, state, set_key, label, dated, precision, certainty, basis, voluntary,
    kind
) SELECT
    id, entry_id, key, state, set_key, label, dated, precision, certainty, basis, voluntary,
    kind
FROM milestone ORDER BY id;
DROP TABLE milestone;
ALTER TABLE new_milestone RENAME TO milestone;

CREATE INDEX milestone_key ON milestone (key, id);
CREATE INDEX milestone_entry ON milestone (entry_id);

CREATE TRIGGER milestone_append BEFORE INSERT ON milestone
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM milestone)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'milestone is append-only'); END;
CREATE TRIGGER milestone_update BEFORE UPDATE ON milestone
BEGIN SELECT RAISE(ABORT, 'milestone is append-only'); END;
CREATE TRIGGER milestone_delete BEFORE DELETE ON milestone
BEGIN SELECT RAISE(ABORT, 'milestone is append-only'); END;

-- Institutions are claims from now on: the old list was no part of the ledger.
DROP TABLE entity;

-- What a row says since it was put right: the latest in force holds. One of the targets is named.
CREATE TABLE amendment (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER REFERENCES item (id),
    set_id INTEGER REFERENCES item_set (id),
    document_id INTEGER REFERENCES document (id),
    term_id INTEGER REFERENCES term (id),
    field TEXT NOT NULL,
    origin TEXT NOT NULL,
    effective_on TEXT,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    value TEXT,
    reason TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX amendment_item ON amendment (item_id, field, id) WHERE item_id IS NOT NULL;
CREATE INDEX amendment_set ON amendment (set_id, field, id) WHERE set_id IS NOT NULL;
CREATE INDEX amendment_document ON amendment (document_id, field, id) WHERE document_id IS NOT NULL;
CREATE INDEX amendment_term ON amendment (term_id, field, id) WHERE term_id IS NOT NULL;
CREATE INDEX amendment_entry ON amendment (entry_id);

CREATE TRIGGER amendment_append BEFORE INSERT ON amendment
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM amendment)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER amendment_update BEFORE UPDATE ON amendment
BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER amendment_delete BEFORE DELETE ON amendment
BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END;

-- What was internal and is published, or the other way round: of an item, a set, or a claim.
CREATE TABLE publication (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER REFERENCES item (id),
    set_id INTEGER REFERENCES item_set (id),
    target_entry INTEGER REFERENCES entry (id),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX publication_item ON publication (item_id, id);
CREATE INDEX publication_set ON publication (set_id, id);
CREATE INDEX publication_entry ON publication (entry_id);

CREATE TRIGGER publication_append BEFORE INSERT ON publication
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM publication)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'publication is append-only'); END;
CREATE TRIGGER publication_update BEFORE UPDATE ON publication
BEGIN SELECT RAISE(ABORT, 'publication is append-only'); END;
CREATE TRIGGER publication_delete BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'publication is append-only'); END;

-- Which seed rows this file has had: one that a user took back is not brought again.
CREATE TABLE seed_mark (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL
) STRICT;

CREATE INDEX seed_mark_key ON seed_mark (key);
CREATE INDEX seed_mark_entry ON seed_mark (entry_id);

CREATE TRIGGER seed_mark_append BEFORE INSERT ON seed_mark
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM seed_mark)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'seed_mark is append-only'); END;
CREATE TRIGGER seed_mark_update BEFORE UPDATE ON seed_mark
BEGIN SELECT RAISE(ABORT, 'seed_mark is append-only'); END;
CREATE TRIGGER seed_mark_delete BEFORE DELETE ON seed_mark
BEGIN SELECT RAISE(ABORT, 'seed_mark is append-only'); END;

-- Which release of the lists that ship with the program (States, crosswalks) answers were given by.
CREATE TABLE reference_list (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    list TEXT NOT NULL,
    release TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL
) STRICT;

CREATE INDEX reference_list_list ON reference_list (list, id);
CREATE INDEX reference_list_entry ON reference_list (entry_id);

CREATE TRIGGER reference_list_append BEFORE INSERT ON reference_list
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM reference_list)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'reference_list is append-only'); END;
CREATE TRIGGER reference_list_update BEFORE UPDATE ON reference_list
BEGIN SELECT RAISE(ABORT, 'reference_list is append-only'); END;
CREATE TRIGGER reference_list_delete BEFORE DELETE ON reference_list
BEGIN SELECT RAISE(ABORT, 'reference_list is append-only'); END;

-- Institutions.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT,
    assessor_id INTEGER REFERENCES assessor (id),
    document TEXT,
    paragraph TEXT,
    origin TEXT NOT NULL,
    contact TEXT,
    comment TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX entity_key ON entity (key);
CREATE INDEX entity_entry ON entity (entry_id);

CREATE TRIGGER entity_append BEFORE INSERT ON entity
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM entity)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'entity is append-only'); END;
CREATE TRIGGER entity_update BEFORE UPDATE ON entity
BEGIN SELECT RAISE(ABORT, 'entity is append-only'); END;
CREATE TRIGGER entity_delete BEFORE DELETE ON entity
BEGIN SELECT RAISE(ABORT, 'entity is append-only'); END;

-- What an institution is called, and under which one it stands, from a day on.
CREATE TABLE entity_name (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    name TEXT NOT NULL,
    parent_id INTEGER REFERENCES entity (id),
    effective_on TEXT
) STRICT;

CREATE INDEX entity_name_of ON entity_name (entity_id, effective_on, id);
CREATE INDEX entity_name_entry ON entity_name (entry_id);

CREATE TRIGGER entity_name_append BEFORE INSERT ON entity_name
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM entity_name)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'entity_name is append-only'); END;
CREATE TRIGGER entity_name_update BEFORE UPDATE ON entity_name
BEGIN SELECT RAISE(ABORT, 'entity_name is append-only'); END;
CREATE TRIGGER entity_name_delete BEFORE DELETE ON entity_name
BEGIN SELECT RAISE(ABORT, 'entity_name is append-only'); END;

-- Who leads or supports an item: the latest of a day holds.
CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    role TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    effective_on TEXT NOT NULL CHECK (effective_on LIKE '____-__-__'),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX assignment_item ON assignment (item_id, effective_on, id);
CREATE INDEX assignment_of ON assignment (entity_id, item_id);
CREATE INDEX assignment_entry ON assignment (entry_id);

CREATE TRIGGER assignment_append BEFORE INSERT ON assignment
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM assignment)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'assignment is append-only'); END;
CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment
BEGIN SELECT RAISE(ABORT, 'assignment is append-only'); END;
CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment
BEGIN SELECT RAISE(ABORT, 'assignment is append-only'); END;

-- When an item is due: a moved date is a new row.
CREATE TABLE due (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    starts_on TEXT,
    due_on TEXT,
    precision TEXT NOT NULL,
    assessor_id INTEGER REFERENCES assessor (id),
    effective_on TEXT NOT NULL CHECK (effective_on LIKE '____-__-__'),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    reason TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX due_item ON due (item_id, effective_on, id);
CREATE INDEX due_on ON due (due_on);
CREATE INDEX due_entry ON due (entry_id);

CREATE TRIGGER due_append BEFORE INSERT ON due
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM due)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'due is append-only'); END;
CREATE TRIGGER due_update BEFORE UPDATE ON due
BEGIN SELECT RAISE(ABORT, 'due is append-only'); END;
CREATE TRIGGER due_delete BEFORE DELETE ON due
BEGIN SELECT RAISE(ABORT, 'due is append-only'); END;

-- What is measured.
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT,
    better TEXT,
    owner_id INTEGER REFERENCES entity (id),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    title TEXT,
    definition TEXT,
    source TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX indicator_key ON indicator (key);
CREATE INDEX indicator_entry ON indicator (entry_id);

CREATE TRIGGER indicator_append BEFORE INSERT ON indicator
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM indicator)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'indicator is append-only'); END;
CREATE TRIGGER indicator_update BEFORE UPDATE ON indicator
BEGIN SELECT RAISE(ABORT, 'indicator is append-only'); END;
CREATE TRIGGER indicator_delete BEFORE DELETE ON indicator
BEGIN SELECT RAISE(ABORT, 'indicator is append-only'); END;

-- What an indicator stands for: an item or a term.
CREATE TABLE indicator_for (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    item_id INTEGER REFERENCES item (id),
    term_id INTEGER REFERENCES term (id),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;

CREATE INDEX indicator_for_of ON indicator_for (indicator_id, id);
CREATE INDEX indicator_for_item ON indicator_for (item_id);
CREATE INDEX indicator_for_entry ON indicator_for (entry_id);

CREATE TRIGGER indicator_for_append BEFORE INSERT ON indicator_for
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM indicator_for)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'indicator_for is append-only'); END;
CREATE TRIGGER indicator_for_update BEFORE UPDATE ON indicator_for
BEGIN SELECT RAISE(ABORT, 'indicator_for is append-only'); END;
CREATE TRIGGER indicator_for_delete BEFORE DELETE ON indicator_for
BEGIN SELECT RAISE(ABORT, 'indicator_for is append-only'); END;

-- A value, baseline or target of a period; decimals as typed. A later row of the same period is a revision.
CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    role TEXT NOT NULL,
    grouping TEXT,
    period_from TEXT,
    period_to TEXT,
    value TEXT NOT NULL,
    provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
    broken INTEGER NOT NULL CHECK (broken IN (0, 1)),
    assessor_id INTEGER REFERENCES assessor (id),
    unsourced INTEGER NOT NULL CHECK (unsourced IN (0, 1)),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    evidence TEXT,
    break_reason TEXT,
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX measurement_of ON measurement (indicator_id, role, period_to, id);
CREATE INDEX measurement_entry ON measurement (entry_id);

CREATE TRIGGER measurement_append BEFORE INSERT ON measurement
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM measurement)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'measurement is append-only'); END;
CREATE TRIGGER measurement_update BEFORE UPDATE ON measurement
BEGIN SELECT RAISE(ABORT, 'measurement is append-only'); END;
CREATE TRIGGER measurement_delete BEFORE DELETE ON measurement
BEGIN SELECT RAISE(ABORT, 'measurement is append-only'); END;

-- A question put to an institution: the workbook that was sent bears its mark.
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    key TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    asked_on TEXT NOT NULL,
    due_on TEXT,
    mark TEXT NOT NULL,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    title TEXT,
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX request_key ON request (key);
CREATE INDEX request_mark ON request (mark);
CREATE INDEX request_entry ON request (entry_id);

CREATE TRIGGER request_append BEFORE INSERT ON request
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM request)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
CREATE TRIGGER request_update BEFORE UPDATE ON request
BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
CREATE TRIGGER request_delete BEFORE DELETE ON request
BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;

-- What was asked about.
CREATE TABLE request_item (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    request_id INTEGER NOT NULL REFERENCES request (id),
    item_id INTEGER NOT NULL REFERENCES item (id)
) STRICT;

CREATE INDEX request_item_of ON request_item (request_id, item_id);
CREATE INDEX request_item_item ON request_item (item_id);
CREATE INDEX request_item_entry ON request_item (entry_id);

CREATE TRIGGER request_item_append BEFORE INSERT ON request_item
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM request_item)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'request_item is append-only'); END;
CREATE TRIGGER request_item_update BEFORE UPDATE ON request_item
BEGIN SELECT RAISE(ABORT, 'request_item is append-only'); END;
CREATE TRIGGER request_item_delete BEFORE DELETE ON request_item
BEGIN SELECT RAISE(ABORT, 'request_item is append-only'); END;

-- What became of a request, or of one item of it.
CREATE TABLE request_state (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    request_id INTEGER NOT NULL REFERENCES request (id),
    item_id INTEGER REFERENCES item (id),
    state TEXT NOT NULL,
    effective_on TEXT NOT NULL CHECK (effective_on LIKE '____-__-__'),
    note TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX request_state_of ON request_state (request_id, id);
CREATE INDEX request_state_entry ON request_state (entry_id);

CREATE TRIGGER request_state_append BEFORE INSERT ON request_state
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM request_state)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'request_state is append-only'); END;
CREATE TRIGGER request_state_update BEFORE UPDATE ON request_state
BEGIN SELECT RAISE(ABORT, 'request_state is append-only'); END;
CREATE TRIGGER request_state_delete BEFORE DELETE ON request_state
BEGIN SELECT RAISE(ABORT, 'request_state is append-only'); END;

-- What a voice says of an item without giving it a level.
CREATE TABLE remark (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    assessor_id INTEGER NOT NULL REFERENCES assessor (id),
    kind TEXT,
    document TEXT,
    paragraph TEXT,
    lang TEXT,
    unofficial INTEGER CHECK (unofficial IN (0, 1)),
    effective_on TEXT NOT NULL CHECK (effective_on LIKE '____-__-__'),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    text TEXT,
    source TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX remark_item ON remark (item_id, effective_on, id);
CREATE INDEX remark_entry ON remark (entry_id);

CREATE TRIGGER remark_append BEFORE INSERT ON remark
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM remark)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;
CREATE TRIGGER remark_update BEFORE UPDATE ON remark
BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;
CREATE TRIGGER remark_delete BEFORE DELETE ON remark
BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;

-- An item in another language.
CREATE TABLE item_text (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    lang TEXT NOT NULL,
    unofficial INTEGER NOT NULL CHECK (unofficial IN (0, 1)),
    document TEXT,
    paragraph TEXT,
    public INTEGER CHECK (public IN (0, 1)),
    text TEXT,
    source TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX item_text_item ON item_text (item_id, lang, id);
CREATE INDEX item_text_entry ON item_text (entry_id);

CREATE TRIGGER item_text_append BEFORE INSERT ON item_text
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM item_text)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'item_text is append-only'); END;
CREATE TRIGGER item_text_update BEFORE UPDATE ON item_text
BEGIN SELECT RAISE(ABORT, 'item_text is append-only'); END;
CREATE TRIGGER item_text_delete BEFORE DELETE ON item_text
BEGIN SELECT RAISE(ABORT, 'item_text is append-only'); END;

-- How an office calls its columns and words: what an import was told is remembered.
CREATE TABLE mapping (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    kind TEXT NOT NULL,
    layout TEXT,
    field TEXT NOT NULL,
    meaning TEXT,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    printed TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX mapping_field ON mapping (kind, field, id);
CREATE INDEX mapping_entry ON mapping (entry_id);

CREATE TRIGGER mapping_append BEFORE INSERT ON mapping
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM mapping)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'mapping is append-only'); END;
CREATE TRIGGER mapping_update BEFORE UPDATE ON mapping
BEGIN SELECT RAISE(ABORT, 'mapping is append-only'); END;
CREATE TRIGGER mapping_delete BEFORE DELETE ON mapping
BEGIN SELECT RAISE(ABORT, 'mapping is append-only'); END;

-- Who may speak for whom on the page.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    role TEXT NOT NULL,
    entity_id INTEGER REFERENCES entity (id),
    internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    login TEXT,
    name TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX account_entry ON account (entry_id);

CREATE TRIGGER account_append BEFORE INSERT ON account
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM account)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;
CREATE TRIGGER account_update BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;
CREATE TRIGGER account_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;

-- Where a merged entry comes from: the head of that file, and the entry there.
CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    head TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    clock TEXT,
    author TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX origin_hash ON origin (hash);
CREATE INDEX origin_entry ON origin (entry_id);

CREATE TRIGGER origin_append BEFORE INSERT ON origin
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM origin)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'origin is append-only'); END;
CREATE TRIGGER origin_update BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'origin is append-only'); END;
CREATE TRIGGER origin_delete BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'origin is append-only'); END;
