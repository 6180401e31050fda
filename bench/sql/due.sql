.mode csv
.headers on
-- What is due, with who leads it, how it stands, and the date that was set first.
SELECT d.due_on, s.key || ':' || i.ref AS id, i.text,
    (SELECT e.key FROM assignment AS a JOIN entity AS e ON e.id = a.entity_id
     WHERE a.item_id = i.id AND a.role = 'lead' AND a.removed = 0
     ORDER BY a.effective_on DESC, a.id DESC LIMIT 1) AS lead,
    (SELECT group_concat(e.key, '; ') FROM assignment AS a JOIN entity AS e ON e.id = a.entity_id
     WHERE a.item_id = i.id AND a.role = 'supporting' AND a.removed = 0) AS supporting,
    (SELECT a.status FROM assessment AS a
     WHERE a.item_id = i.id AND a.assessor_id = 1 AND a.effective_on <= date('now')
     ORDER BY a.effective_on DESC, a.id DESC LIMIT 1) AS status,
    (SELECT f.due_on FROM due AS f WHERE f.item_id = i.id ORDER BY f.effective_on, f.id LIMIT 1) AS first,
    (SELECT COUNT(*) - 1 FROM due AS f WHERE f.item_id = i.id) AS moved, i.kind, d.reason, d.effective_on
FROM item AS i JOIN item_set AS s ON s.id = i.set_id
JOIN due AS d ON d.id = (SELECT l.id FROM due AS l WHERE l.item_id = i.id
    ORDER BY l.effective_on DESC, l.id DESC LIMIT 1)
ORDER BY d.due_on, i.set_id, i.sort_key;
