.mode csv
.headers on
-- Items tagged with one goal of the SDGs, with the columns of `upr list`.
SELECT s.key || ':' || i.ref AS id, i.text,
    (SELECT a.status FROM assessment AS a
     WHERE a.item_id = i.id AND a.assessor_id = 1 AND a.effective_on <= date('now')
     ORDER BY a.effective_on DESC, a.id DESC LIMIT 1) AS status
FROM tag AS g JOIN term AS t ON t.id = g.term_id JOIN vocabulary AS v ON v.id = t.vocabulary_id
JOIN item AS i ON i.id = g.item_id JOIN item_set AS s ON s.id = i.set_id
WHERE v.key = 'sdg' AND (t.slug = '4' OR t.slug LIKE '4.%')
GROUP BY i.id ORDER BY i.set_id, i.sort_key, i.id;
