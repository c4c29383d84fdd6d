-- An index entry has room for 2700 bytes, and a client's externalId may be longer: it could not be put on hold, so its
-- user could not be deleted. The index holds the beginning, the query compares beginning and whole.
DROP INDEX phone_number_on_hold;
CREATE INDEX phone_number_on_hold ON phone_number (hold_company_id, left(hold_external_id COLLATE "C", 200))
    WHERE status = 'on_hold';
