.mode csv
-- Items by heading and status, as things stand today: the latest assessment of one voice, nothing
-- that was taken back.
SELECT heading_id, status, COUNT(*) FROM (
    SELECT i.heading_id, COALESCE((
        SELECT a.status FROM assessment AS a
        WHERE a.item_id = i.id AND a.assessor_id = 1 AND a.effective_on <= date('now')
          AND NOT EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.target_entry = a.entry_id
              AND w.reinstates = 0 AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
                  WHERE l.target_entry = w.target_entry AND l.id > w.id))
        ORDER BY a.effective_on DESC, a.id DESC LIMIT 1), 'not-assessed') AS status
    FROM item AS i
    WHERE i.parent_id IS NULL AND i.actor = 'state'
      AND i.kind IN ('ask', 'demand', 'recommendation')
      AND NOT EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.target_entry = i.entry_id
          AND w.reinstates = 0 AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
              WHERE l.target_entry = w.target_entry AND l.id > w.id))
      AND COALESCE((SELECT z.state FROM item_state AS z
          WHERE z.item_id = i.id AND z.effective_on <= date('now')
          ORDER BY z.effective_on DESC, z.id DESC LIMIT 1), 'active') <> 'superseded'
      AND i.id NOT IN (SELECT c.parent_id FROM item AS c WHERE c.parent_id IS NOT NULL))
GROUP BY heading_id, status ORDER BY heading_id, status;
SELECT COUNT(*) FROM item AS i
WHERE i.parent_id IS NULL
  AND NOT (i.actor = 'state' AND i.kind IN ('ask', 'demand', 'recommendation'));
