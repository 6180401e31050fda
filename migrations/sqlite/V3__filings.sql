-- Under which theme a file lists an item that is there already, and how it prints the item. The
-- latest in force holds; the order of rows is that of the file. An item's own heading, given when
-- it was added, cannot be changed: the ledger is append-only.

PRAGMA user_version = 3;

CREATE TABLE filing (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    term_id INTEGER NOT NULL REFERENCES term (id),
    printed TEXT,
    salt BLOB,
    digest BLOB
) STRICT;

CREATE INDEX filing_item ON filing (item_id, id);
CREATE INDEX filing_term ON filing (term_id);
CREATE INDEX filing_entry ON filing (entry_id);

CREATE TRIGGER filing_append BEFORE INSERT ON filing
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM filing)
    OR NEW.entry_id IS NOT (SELECT MAX(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'filing is append-only'); END;
CREATE TRIGGER filing_update BEFORE UPDATE ON filing
BEGIN SELECT RAISE(ABORT, 'filing is append-only'); END;
CREATE TRIGGER filing_delete BEFORE DELETE ON filing
BEGIN SELECT RAISE(ABORT, 'filing is append-only'); END;
