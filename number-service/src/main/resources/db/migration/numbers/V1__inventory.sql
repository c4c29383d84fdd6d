-- The number service's own schema. Nobody else reads or writes it. docs/numbers.md tells the life of a number.

-- One row for each user that user.events has told of; deleted users stay as tombstones (ids only), so that an
-- event that comes again late cannot bring them back.
CREATE TABLE subscriber (
    user_id          uuid PRIMARY KEY,
    company_id       uuid   NOT NULL,
    -- Kept only to give a user who is created again their old number; cleared when the user is deleted.
    external_id      text,
    office_id        uuid,
    area_code        text CHECK (area_code ~ '^[2-9][0-9]{2}$'),
    state            text   NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
    -- The last version of the user that was seen; what is not above it changes nothing.
    version          bigint NOT NULL,
    -- The sequence of the user's last number event.
    event_sequence   bigint NOT NULL DEFAULT 0,
    waiting_since    timestamptz,
    -- The area code of the last NumberUnavailable, so that it is said once.
    told_area_code   text,
    -- The user event that stands behind the next number event, however late that one comes.
    cause_id         uuid,
    correlation_id   text   NOT NULL,
    traceparent      text,
    UNIQUE (user_id, company_id),
    CHECK (waiting_since IS NULL OR state = 'active'),
    CHECK (told_area_code IS NULL OR waiting_since IS NOT NULL)
) WITH (fillfactor = 80);

CREATE INDEX subscriber_waiting ON subscriber (area_code, waiting_since, user_id) WHERE waiting_since IS NOT NULL;

CREATE TABLE phone_number (
    -- NANP only; the finer rules are NumberRules'.
    e164                 text PRIMARY KEY CHECK (e164 ~ '^\+1[2-9][0-9]{2}[2-9][0-9]{6}$'),
    area_code            text NOT NULL GENERATED ALWAYS AS (substr(e164, 3, 3)) STORED,
    -- Null: the shared pool, for every company.
    owner_company_id     uuid,
    status               text NOT NULL CHECK (status IN
        ('available', 'assigned', 'reserved', 'on_hold', 'aging', 'ported_out', 'retired')),
    holder_user_id       uuid,
    holder_company_id    uuid,
    -- When the hold or the aging ends.
    rests_until          timestamptz,
    -- On hold for whom: a user who is created again with this externalId in this company.
    hold_company_id      uuid,
    hold_external_id     text,
    last_released_at     timestamptz,
    imported_at          timestamptz NOT NULL,
    FOREIGN KEY (holder_user_id, holder_company_id) REFERENCES subscriber (user_id, company_id),
    CHECK ((status IN ('assigned', 'reserved')) = (holder_user_id IS NOT NULL)),
    CHECK ((holder_user_id IS NULL) = (holder_company_id IS NULL)),
    CHECK ((status IN ('on_hold', 'aging')) = (rests_until IS NOT NULL)),
    CHECK ((status = 'on_hold') = (hold_company_id IS NOT NULL)),
    CHECK (hold_external_id IS NULL OR hold_company_id IS NOT NULL),
    -- A company's own number is never another company's.
    CHECK (owner_company_id IS NULL OR holder_company_id IS NULL OR owner_company_id = holder_company_id)
) WITH (fillfactor = 80);

-- One number per user; one user per number is the row itself.
CREATE UNIQUE INDEX phone_number_one_per_user ON phone_number (holder_user_id) WHERE holder_user_id IS NOT NULL;
-- The order in which numbers are given: never used first, then longest ago.
CREATE INDEX phone_number_free_shared ON phone_number (area_code, last_released_at NULLS FIRST, e164)
    WHERE status = 'available' AND owner_company_id IS NULL;
CREATE INDEX phone_number_free_owned ON phone_number (owner_company_id, area_code, last_released_at NULLS FIRST, e164)
    WHERE status = 'available' AND owner_company_id IS NOT NULL;
CREATE INDEX phone_number_resting ON phone_number (area_code, rests_until) WHERE rests_until IS NOT NULL;
CREATE INDEX phone_number_on_hold ON phone_number (hold_company_id, hold_external_id) WHERE status = 'on_hold';

-- Who held a number, from when to when and why.
CREATE TABLE number_history (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    e164             text        NOT NULL REFERENCES phone_number,
    user_id          uuid        NOT NULL,
    company_id       uuid        NOT NULL,
    held_from        timestamptz NOT NULL,
    held_until       timestamptz,
    given_because    text        NOT NULL,
    ended_because    text,
    CHECK ((held_until IS NULL) = (ended_because IS NULL))
) WITH (fillfactor = 90);

CREATE UNIQUE INDEX number_history_one_open ON number_history (e164) WHERE held_until IS NULL;
CREATE INDEX number_history_of_number ON number_history (e164, held_from);
CREATE INDEX number_history_of_user ON number_history (user_id);

-- Messages that were decided and are not yet acknowledged by the broker; the relay deletes them.
CREATE TABLE outbox (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic     text        NOT NULL,
    key       text        NOT NULL,
    headers   text        NOT NULL,
    value     text        NOT NULL,
    added_at  timestamptz NOT NULL
);
