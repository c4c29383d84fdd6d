-- The user store. Owned and written by the provisioner; the gateway reads what is granted at the end.

CREATE TABLE users.company (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE users.office (
    id         uuid PRIMARY KEY,
    company_id uuid NOT NULL REFERENCES users.company,
    name       text NOT NULL,
    country    char(2),
    area_code  text NOT NULL CHECK (area_code ~ '^[2-9][0-9]{2}$'),
    is_default boolean NOT NULL,
    UNIQUE (company_id, name)
);
CREATE UNIQUE INDEX office_one_default ON users.office (company_id) WHERE is_default;

CREATE TABLE users.api_token (
    id         uuid PRIMARY KEY,
    company_id uuid NOT NULL REFERENCES users.company,
    name       text NOT NULL,
    sha256     bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    read_only  boolean NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX api_token_company ON users.api_token (company_id);

-- E-mail addresses as "emails eq" compares them, for the index. pg_unicode_fast maps letters as
-- Java does and depends on no library of the operating system.
CREATE FUNCTION users.email_keys(document jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT array_agg(lower((email ->> 'value') COLLATE pg_unicode_fast))
    FROM jsonb_array_elements(document -> 'emails') AS email
    WHERE email ->> 'value' IS NOT NULL
);

-- user_name_key is the name as PRECIS compares it (RFC 8265). office_name is the office's name when
-- the office was chosen, so that a gateway reads users without a join. document is what the client
-- wrote, without id, meta, groups, and the number that we assigned.
CREATE TABLE users.scim_user (
    id              uuid PRIMARY KEY,
    company_id      uuid NOT NULL REFERENCES users.company,
    user_name       text NOT NULL,
    user_name_key   text NOT NULL,
    external_id     text,
    active          boolean NOT NULL,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL,
    last_modified   timestamptz NOT NULL,
    office_id       uuid,
    office_name     text,
    number          text CHECK (number ~ '^\+[1-9][0-9]{6,14}$'),
    number_status   text NOT NULL DEFAULT 'none'
                    CHECK (number_status IN ('none', 'waiting', 'assigned', 'reserved')),
    number_sequence bigint NOT NULL DEFAULT 0,
    document        jsonb NOT NULL,
    email_keys      text[] GENERATED ALWAYS AS (users.email_keys(document)) STORED,
    UNIQUE (company_id, user_name_key)
);
CREATE UNIQUE INDEX scim_user_company ON users.scim_user (company_id, id);
CREATE INDEX scim_user_external_id ON users.scim_user (company_id, external_id);
CREATE INDEX scim_user_emails ON users.scim_user USING gin (email_keys);

CREATE TABLE users.scim_group (
    id            uuid PRIMARY KEY,
    company_id    uuid NOT NULL REFERENCES users.company,
    display_name  text NOT NULL,
    external_id   text,
    version       bigint NOT NULL,
    created_at    timestamptz NOT NULL,
    last_modified timestamptz NOT NULL,
    document      jsonb NOT NULL
);
CREATE UNIQUE INDEX scim_group_company ON users.scim_group (company_id, id);
CREATE INDEX scim_group_external_id ON users.scim_group (company_id, external_id);
CREATE INDEX scim_group_display_name
    ON users.scim_group (company_id, lower(display_name COLLATE pg_unicode_fast));

-- A member is a user or a group, so that no foreign key can watch over it: who deletes a member
-- deletes its memberships, and who adds a member locks it.
CREATE TABLE users.group_member (
    group_id    uuid NOT NULL REFERENCES users.scim_group ON DELETE CASCADE,
    member_id   uuid NOT NULL,
    company_id  uuid NOT NULL,
    member_type text NOT NULL CHECK (member_type IN ('User', 'Group')),
    display     text,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX group_member_member ON users.group_member (member_id);

-- The outcome of each command, so that a command that comes again is answered and not repeated.
CREATE TABLE users.outcome (
    command_id  uuid PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    type        text NOT NULL,
    body        text NOT NULL
);
CREATE INDEX outcome_recorded_at ON users.outcome (recorded_at);

-- Messages that are to be sent, written in the transaction whose facts they tell.
CREATE TABLE users.outbox (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic          text NOT NULL,
    key            uuid NOT NULL,
    event_id       uuid NOT NULL,
    type           text NOT NULL,
    subject        text NOT NULL,
    company_id     uuid NOT NULL,
    correlation_id text NOT NULL,
    causation_id   uuid,
    traceparent    text,
    occurred_at    timestamptz NOT NULL,
    body           text NOT NULL
);

-- The queue is filled and emptied all the time; clean it before its index points into the dead.
ALTER TABLE users.outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

GRANT SELECT ON users.company, users.office, users.api_token, users.scim_user, users.scim_group,
    users.group_member TO scim_gateway;
