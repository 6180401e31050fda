.mode csv
.headers on
-- The columns of `upr export csv`, each taken from the same rows.
SELECT s.key || ':' || i.ref AS id, s.key AS "set", i.ref, up.ref AS parent, i.state,
    COALESCE(d.symbol, d.key) AS document, i.kind, h.label AS heading, h.slug AS theme, i.text,
    (SELECT group_concat(COALESCE(f.iso3, f.printed), '; ') FROM sender AS f
     WHERE f.item_id = i.id) AS recommending_states,
    (SELECT p.position FROM position AS p
     WHERE p.item_id = i.id AND (p.effective_on IS NULL OR p.effective_on <= date('now'))
     ORDER BY p.effective_on IS NOT NULL DESC, p.effective_on DESC, p.id DESC LIMIT 1) AS position,
    a.status, a.effective_on, e.recorded_at, v.key AS assessor, a.confidence, a.note,
    (SELECT group_concat(x.address, '; ') FROM evidence AS x WHERE x.item_id = i.id) AS evidence,
    (SELECT group_concat(ov.key || ': ' || o.status, '; ') FROM assessment AS o
     JOIN assessor AS ov ON ov.id = o.assessor_id
     WHERE o.item_id = i.id AND o.assessor_id <> 1 AND o.effective_on <= date('now')
       AND NOT EXISTS (SELECT 1 FROM assessment AS n WHERE n.item_id = o.item_id
           AND n.assessor_id = o.assessor_id AND n.effective_on <= date('now')
           AND (n.effective_on, n.id) > (o.effective_on, o.id))) AS other_voices,
    (SELECT group_concat(t.slug, '; ') FROM tag AS g JOIN term AS t ON t.id = g.term_id
     JOIN vocabulary AS w ON w.id = t.vocabulary_id
     WHERE g.item_id = i.id AND w.key = 'theme') AS themes,
    (SELECT group_concat(t.slug, '; ') FROM tag AS g JOIN term AS t ON t.id = g.term_id
     JOIN vocabulary AS w ON w.id = t.vocabulary_id
     WHERE g.item_id = i.id AND w.key = 'group') AS "groups",
    (SELECT group_concat(t.slug, '; ') FROM tag AS g JOIN term AS t ON t.id = g.term_id
     JOIN vocabulary AS w ON w.id = t.vocabulary_id
     WHERE g.item_id = i.id AND w.key = 'sdg') AS sdgs,
    (SELECT group_concat(t.slug, '; ') FROM tag AS g JOIN term AS t ON t.id = g.term_id
     JOIN vocabulary AS w ON w.id = t.vocabulary_id
     WHERE g.item_id = i.id AND w.key = 'issue') AS issues,
    NULL AS action_category,
    (SELECT COUNT(*) FROM item AS c WHERE c.parent_id = i.id) AS components,
    (SELECT 'v' || y.id || '-' || lower(substr(hex(y.hash), 1, 8)) FROM entry AS y
     WHERE y.item_id = i.id ORDER BY y.id DESC LIMIT 1) AS version
FROM item AS i
JOIN item_set AS s ON s.id = i.set_id
LEFT JOIN document AS d ON d.id = s.document_id
LEFT JOIN item AS up ON up.id = i.parent_id
LEFT JOIN term AS h ON h.id = i.heading_id
LEFT JOIN assessment AS a ON a.id = (SELECT b.id FROM assessment AS b
    WHERE b.item_id = i.id AND b.assessor_id = 1 AND b.effective_on <= date('now')
      AND NOT EXISTS (SELECT 1 FROM withdrawal AS r WHERE r.target_entry = b.entry_id)
    ORDER BY b.effective_on DESC, b.id DESC LIMIT 1)
LEFT JOIN entry AS e ON e.id = a.entry_id
LEFT JOIN assessor AS v ON v.id = a.assessor_id
WHERE NOT EXISTS (SELECT 1 FROM withdrawal AS r WHERE r.target_entry = i.entry_id)
ORDER BY i.set_id, i.sort_key, i.id;
