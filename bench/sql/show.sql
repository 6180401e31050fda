.mode csv
SELECT i.*, s.key, s.title FROM item AS i JOIN item_set AS s ON s.id = i.set_id
WHERE s.key = 'S3' AND i.ref_folded = '103.7';
.parameter init
.parameter set :id "(SELECT i.id FROM item AS i JOIN item_set AS s ON s.id = i.set_id WHERE s.key = 'S3' AND i.ref_folded = '103.7')"
SELECT a.*, v.key, e.recorded_at, e.author FROM assessment AS a
JOIN assessor AS v ON v.id = a.assessor_id JOIN entry AS e ON e.id = a.entry_id
WHERE a.item_id = :id ORDER BY a.entry_id;
SELECT * FROM evidence WHERE item_id = :id ORDER BY id;
SELECT * FROM position WHERE item_id = :id ORDER BY id;
SELECT t.* FROM tag AS g JOIN term AS t ON t.id = g.term_id WHERE g.item_id = :id ORDER BY g.id;
SELECT * FROM sender WHERE item_id = :id ORDER BY id;
SELECT * FROM link WHERE item_id = :id OR target_id = :id ORDER BY id;
SELECT * FROM item WHERE parent_id = :id ORDER BY sort_key;
SELECT * FROM item_state WHERE item_id = :id ORDER BY id;
