-- Fall-back area codes, what a user is entitled to, and numbers that are kept for suspended users for a time only.

ALTER TABLE subscriber
    ADD COLUMN fallback_area_codes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN number_included boolean NOT NULL DEFAULT true,
    ADD COLUMN requested_number text,
    ADD COLUMN on_office_change text NOT NULL DEFAULT 'KEEP' CHECK (on_office_change IN ('KEEP', 'RENUMBER')),
    -- What an admin has decided against the rule: a number although none is included, or none.
    ADD COLUMN by_hand text NOT NULL DEFAULT 'none' CHECK (by_hand IN ('none', 'given', 'withheld')),
    -- The requested number that was last judged, and why it was not given (null: it was).
    ADD COLUMN judged_number text,
    ADD COLUMN judged_refusal text,
    ADD CHECK (judged_refusal IS NULL OR judged_number IS NOT NULL);

-- All in which the user may get a number, the main one first.
ALTER TABLE subscriber
    ADD COLUMN area_codes text[] NOT NULL GENERATED ALWAYS AS (
        CASE WHEN area_code IS NULL THEN '{}'::text[] ELSE area_code || fallback_area_codes END) STORED;

-- Who waits in any of some area codes.
CREATE INDEX subscriber_waiting_anywhere ON subscriber USING gin (area_codes) WHERE waiting_since IS NOT NULL;

-- A reserved number rests, too: rests_until is the end of the reservation.
DO $$
DECLARE
    constraint_name text;
BEGIN
    SELECT conname INTO STRICT constraint_name FROM pg_constraint
    WHERE conrelid = 'phone_number'::regclass AND contype = 'c'
        AND pg_get_constraintdef(oid) LIKE '%rests_until%';
    EXECUTE format('ALTER TABLE phone_number DROP CONSTRAINT %I', constraint_name);
END $$;

UPDATE phone_number SET rests_until = now() + interval '180 days' WHERE status = 'reserved';

ALTER TABLE phone_number ADD CONSTRAINT phone_number_rest CHECK (
    CASE WHEN status IN ('on_hold', 'aging') THEN rests_until IS NOT NULL
         ELSE status = 'reserved' OR rests_until IS NULL END);

CREATE INDEX phone_number_reserved_until ON phone_number (rests_until) WHERE status = 'reserved';
DROP INDEX phone_number_resting;
CREATE INDEX phone_number_resting ON phone_number (area_code, rests_until) WHERE status IN ('on_hold', 'aging');
