PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
BEGIN IMMEDIATE;
INSERT INTO entry (id, batch, command, form, recorded_at, item_id, author, author_salt,
    author_digest, hash)
SELECT MAX(e.id) + 1, MAX(e.id) + 1, 'status set', 1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),
    (SELECT i.id FROM item AS i JOIN item_set AS s ON s.id = i.set_id
     WHERE s.key = 'S3' AND i.ref_folded = '103.5'),
    'bench', randomblob(16), randomblob(32), randomblob(32) FROM entry AS e;
INSERT INTO assessment (id, entry_id, item_id, assessor_id, status, effective_on, unsourced, public,
    note, salt, digest)
SELECT MAX(a.id) + 1, (SELECT MAX(id) FROM entry),
    (SELECT i.id FROM item AS i JOIN item_set AS s ON s.id = i.set_id
     WHERE s.key = 'S3' AND i.ref_folded = '103.5'),
    1, 'in-progress', date('now'), 0, 0, 'a measured note', randomblob(16), randomblob(32)
FROM assessment AS a;
COMMIT;
