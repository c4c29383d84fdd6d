-- How many numbers there are by area code and status, for gauges, stock levels and summaries: counting them takes half
-- a second for a million, every quarter of a minute (docs/adr/0094). Rows of the same kind add up. Whoever changes
-- numbers adds rows and touches none, so that none waits for another, and a long transaction elsewhere leaves no dead
-- rows in the way; JdbcStockLevels puts them together from time to time.
CREATE TABLE number_count (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    area_code  text    NOT NULL,
    -- Whether they are the shared pool's; the others are some company's own.
    shared     boolean NOT NULL,
    status     text    NOT NULL,
    -- How many more there are, or fewer.
    numbers    bigint  NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE FUNCTION count_numbers() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    sign CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO number_count (area_code, shared, status, numbers)
    SELECT area_code, owner_company_id IS NULL, status, sign * count(*) FROM changed GROUP BY 1, 2, 3;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_changed_numbers() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO number_count (area_code, shared, status, numbers)
    SELECT area_code, owner_company_id IS NULL, status, sum(sign)
    FROM (SELECT area_code, owner_company_id, status, -1 AS sign FROM before
          UNION ALL SELECT area_code, owner_company_id, status, 1 FROM after) AS each
    GROUP BY 1, 2, 3 HAVING sum(sign) <> 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_no_numbers() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- Else the rows of a transaction that puts them together at this moment would be left.
    LOCK TABLE number_count IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM number_count;
    RETURN NULL;
END
$$;

CREATE TRIGGER count_inserted AFTER INSERT ON phone_number REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_numbers();
CREATE TRIGGER count_updated AFTER UPDATE ON phone_number REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_numbers();
-- The service deletes none; by hand somebody may.
CREATE TRIGGER count_deleted AFTER DELETE ON phone_number REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_numbers();
CREATE TRIGGER count_truncated AFTER TRUNCATE ON phone_number
    FOR EACH STATEMENT EXECUTE FUNCTION count_no_numbers();

-- The triggers hold off writers until this migration commits.
INSERT INTO number_count (area_code, shared, status, numbers)
SELECT area_code, owner_company_id IS NULL, status, count(*) FROM phone_number GROUP BY 1, 2, 3;
