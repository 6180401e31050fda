.mode csv
-- The 50 best hits with the marked passage.
SELECT s.key || ':' || i.ref, highlight(item_search, 0, char(2), char(3)), i.heading_id,
    (SELECT a.status FROM assessment AS a
     WHERE a.item_id = i.id AND a.assessor_id = 1 AND a.effective_on <= date('now')
     ORDER BY a.effective_on DESC, a.id DESC LIMIT 1)
FROM item_search JOIN item AS i ON i.id = item_search.rowid JOIN item_set AS s ON s.id = i.set_id
WHERE item_search MATCH '"torture" "prisons"'
ORDER BY bm25(item_search, 1.0, 2.0), i.set_id, i.sort_key, i.id LIMIT 50;
