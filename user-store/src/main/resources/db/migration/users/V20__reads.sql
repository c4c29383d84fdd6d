-- What reads at a million users need (docs/adr/0012, 0013).

-- Code points are the order in which clients see names, and the cheapest to compare.
ALTER TABLE users.scim_user ALTER COLUMN user_name_key TYPE text COLLATE "C";

-- How many resources a company has. Each transaction adds to a row that no other one holds, or to a
-- new one, so that nobody waits for a counter: the number is the sum, and there are as many rows as
-- there ever were transactions at once.
CREATE TABLE users.resource_count (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id    uuid NOT NULL REFERENCES users.company ON DELETE CASCADE,
    resource_type text NOT NULL CHECK (resource_type IN ('User', 'Group')),
    resources     bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX resource_count_company ON users.resource_count (company_id, resource_type);

CREATE FUNCTION users.count_resources() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change record;
BEGIN
    FOR change IN
        SELECT company_id, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END AS difference
        FROM changed GROUP BY company_id
    LOOP
        UPDATE users.resource_count SET resources = resources + change.difference
        WHERE id = (
            SELECT id FROM users.resource_count
            WHERE company_id = change.company_id AND resource_type = TG_ARGV[0]
            LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO users.resource_count (company_id, resource_type, resources)
            VALUES (change.company_id, TG_ARGV[0], change.difference);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER count_inserted AFTER INSERT ON users.scim_user REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION users.count_resources('User');
CREATE TRIGGER count_deleted AFTER DELETE ON users.scim_user REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION users.count_resources('User');
CREATE TRIGGER count_inserted AFTER INSERT ON users.scim_group REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION users.count_resources('Group');
CREATE TRIGGER count_deleted AFTER DELETE ON users.scim_group REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION users.count_resources('Group');

-- The triggers hold off writers until this migration commits, so nobody is counted twice or never.
INSERT INTO users.resource_count (company_id, resource_type, resources)
SELECT company_id, 'User', count(*) FROM users.scim_user GROUP BY company_id
UNION ALL
SELECT company_id, 'Group', count(*) FROM users.scim_group GROUP BY company_id;

-- An index entry has room for 2700 bytes and a text of a client may be longer: indexes hold the
-- beginning, queries compare beginning and whole.
DROP INDEX users.scim_user_external_id;
CREATE INDEX scim_user_external_id
    ON users.scim_user (company_id, left(external_id COLLATE "C", 200));
CREATE INDEX scim_user_display_name
    ON users.scim_user (company_id,
        left(lower((document ->> 'displayName') COLLATE pg_unicode_fast), 200))
    WHERE (document ->> 'displayName') IS NOT NULL;
DROP INDEX users.scim_group_external_id;
CREATE INDEX scim_group_external_id
    ON users.scim_group (company_id, left(external_id COLLATE "C", 200));
DROP INDEX users.scim_group_display_name;
CREATE INDEX scim_group_display_name
    ON users.scim_group (company_id, left(lower(display_name COLLATE pg_unicode_fast), 200));

-- The same for addresses, which the inverted index holds.
CREATE OR REPLACE FUNCTION users.email_keys(document jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT array_agg(left(lower((email ->> 'value') COLLATE pg_unicode_fast), 200))
    FROM jsonb_array_elements(document -> 'emails') AS email
    WHERE email ->> 'value' IS NOT NULL
);
UPDATE users.scim_user SET document = document
WHERE EXISTS (SELECT FROM unnest(email_keys) AS key WHERE length(key) > 200);

-- For "meta.lastModified gt": tells which parts of the table have been changed since, and unlike a
-- B-tree costs an update nothing.
CREATE INDEX scim_user_last_modified ON users.scim_user
    USING brin (last_modified) WITH (pages_per_range = 32, autosummarize = on);

-- What cursors are sealed with, so that every gateway opens what another one gave out.
CREATE TABLE users.cursor_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    key      bytea NOT NULL CHECK (octet_length(key) = 32)
);
INSERT INTO users.cursor_key (key)
VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

GRANT SELECT ON users.resource_count, users.cursor_key TO scim_gateway;
