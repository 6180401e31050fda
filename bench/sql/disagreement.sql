.mode csv
-- Items of which two voices say different things on the day.
SELECT s.key || ':' || i.ref, i.text, group_concat(v.key || ': ' || a.status, '; ')
FROM assessment AS a JOIN assessor AS v ON v.id = a.assessor_id
JOIN item AS i ON i.id = a.item_id JOIN item_set AS s ON s.id = i.set_id
WHERE a.effective_on <= date('now') AND NOT EXISTS (SELECT 1 FROM assessment AS n
    WHERE n.item_id = a.item_id AND n.assessor_id = a.assessor_id AND n.effective_on <= date('now')
      AND (n.effective_on, n.id) > (a.effective_on, a.id))
GROUP BY a.item_id HAVING COUNT(DISTINCT a.status) > 1;
