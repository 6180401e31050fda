-- The home of a ledger. Run in one transaction, by `upr init` and again by `upr doctor --upgrade-home`:
-- what is there stays, and functions, triggers and what everybody may do are as they are written here.

CREATE SCHEMA IF NOT EXISTS upr;

-- Which home it is, its format, and the release that it takes.
CREATE TABLE IF NOT EXISTS upr.home (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id text NOT NULL,
    format bigint NOT NULL,
    needs text NOT NULL
);

-- The chain: each entry's line without what is internal.
CREATE TABLE IF NOT EXISTS upr.entry (
    id bigint PRIMARY KEY CHECK (id > 0),
    hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    previous bytea UNIQUE CHECK (octet_length(previous) = 32),
    open text NOT NULL,
    CHECK ((previous IS NULL) = (id = 1))
);

-- The whole lines of entries of which a part is internal. Who may read them is a grant.
CREATE TABLE IF NOT EXISTS upr.secret (
    id bigint PRIMARY KEY REFERENCES upr.entry,
    whole text NOT NULL
);

-- Entries that were internal when they were written and were published since, as everybody may have them.
CREATE TABLE IF NOT EXISTS upr.published (
    id bigint PRIMARY KEY REFERENCES upr.entry,
    open text NOT NULL
);

-- A word to whoever opens the database with another program.
CREATE TABLE IF NOT EXISTS upr.notice (
    said text PRIMARY KEY
);
INSERT INTO upr.notice VALUES
    ('The ledger of upr. It is appended to by that program alone; read it through a copy: upr --db postgres://…')
    ON CONFLICT DO NOTHING;

-- An entry is the next one and names the one before.
CREATE OR REPLACE FUNCTION upr.follows() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE last upr.entry%ROWTYPE;
BEGIN
    SELECT * INTO last FROM upr.entry ORDER BY id DESC LIMIT 1;
    IF NEW.id IS DISTINCT FROM COALESCE(last.id, 0) + 1
        OR NEW.previous IS DISTINCT FROM last.hash THEN
        RAISE EXCEPTION 'entry % does not follow from entry %', NEW.id, COALESCE(last.id, 0)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

-- Nothing is rewritten, but by upr.destroy.
CREATE OR REPLACE FUNCTION upr.stands() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('upr.destroying', true) IS DISTINCT FROM txid_current()::text THEN
        RAISE EXCEPTION '% of %: the ledger is append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['entry', 'secret', 'published', 'home'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS stands ON upr.%I', name);
        EXECUTE format('CREATE TRIGGER stands BEFORE %s ON upr.%I FOR EACH STATEMENT
            EXECUTE FUNCTION upr.stands()',
            CASE WHEN name = 'home' THEN 'DELETE OR TRUNCATE' ELSE 'UPDATE OR DELETE OR TRUNCATE' END, name);
    END LOOP;
END $$;
DROP TRIGGER IF EXISTS follows ON upr.entry;
CREATE TRIGGER follows BEFORE INSERT ON upr.entry FOR EACH ROW EXECUTE FUNCTION upr.follows();
-- They act whatever a session says of its role in replication.
ALTER TABLE upr.entry ENABLE ALWAYS TRIGGER follows;
ALTER TABLE upr.entry ENABLE ALWAYS TRIGGER stands;
ALTER TABLE upr.secret ENABLE ALWAYS TRIGGER stands;
ALTER TABLE upr.published ENABLE ALWAYS TRIGGER stands;

-- Nobody else writes until the transaction ends: who may append need not own the table.
CREATE OR REPLACE FUNCTION upr.lock() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    LOCK TABLE upr.entry IN EXCLUSIVE MODE;
END $$;

-- Leaves of an entry what is given: only in a transaction that appended a tombstone.
CREATE OR REPLACE FUNCTION upr.destroy(target bigint, left_open text, left_whole text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- A tombstone of something internal is internal, too: it stands in what is secret alone.
    IF NOT EXISTS (
        SELECT 1 FROM (
            SELECT e.xmin AS written, e.open AS line FROM upr.entry AS e
            UNION ALL SELECT s.xmin, s.whole FROM upr.secret AS s
        ) AS said
        WHERE said.written = pg_current_xact_id()::xid
          AND said.line::jsonb @? '$.rows[*] ? (@.table == "purge")'
    ) THEN
        RAISE EXCEPTION 'nothing is destroyed without a tombstone'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM set_config('upr.destroying', txid_current()::text, true);
    DELETE FROM upr.secret WHERE id = target;
    DELETE FROM upr.published WHERE id = target;
    UPDATE upr.entry SET open = left_open WHERE id = target;
    IF left_whole IS NOT NULL THEN
        INSERT INTO upr.secret VALUES (target, left_whole);
    END IF;
    PERFORM set_config('upr.destroying', '', true);
END $$;

REVOKE ALL ON SCHEMA upr FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA upr FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA upr FROM PUBLIC;
