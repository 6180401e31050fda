.mode csv
.headers on
-- The columns of `upr list`, each taken from the same rows.
SELECT s.key || ':' || i.ref AS id, i.text, h.label AS theme,
    (SELECT a.status FROM assessment AS a
     WHERE a.item_id = i.id AND a.assessor_id = 1 AND a.effective_on <= date('now')
     ORDER BY a.effective_on DESC, a.id DESC LIMIT 1) AS status,
    (SELECT a.effective_on FROM assessment AS a
     WHERE a.item_id = i.id AND a.assessor_id = 1 AND a.effective_on <= date('now')
     ORDER BY a.effective_on DESC, a.id DESC LIMIT 1) AS since,
    (SELECT p.position FROM position AS p
     WHERE p.item_id = i.id AND (p.effective_on IS NULL OR p.effective_on <= date('now'))
     ORDER BY p.effective_on IS NOT NULL DESC, p.effective_on DESC, p.id DESC LIMIT 1) AS position,
    i.state
FROM item AS i JOIN item_set AS s ON s.id = i.set_id LEFT JOIN term AS h ON h.id = i.heading_id
WHERE i.parent_id IS NULL ORDER BY i.set_id, i.sort_key, i.id;
