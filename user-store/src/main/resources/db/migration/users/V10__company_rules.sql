-- What a company may have and how it wants to be treated: plan, offices, licences, groups that steer.

CREATE TABLE users.plan (
    name              text PRIMARY KEY,
    scim_provisioning boolean NOT NULL
);
INSERT INTO users.plan VALUES ('standard', false), ('pro', true), ('enterprise', true);

-- settings_version counts every change of what users depend on, offices, licences and mappings
-- included, so that a service can keep the settings and ask only for this number.
ALTER TABLE users.company
    ADD COLUMN plan text NOT NULL DEFAULT 'enterprise' REFERENCES users.plan,
    ADD COLUMN country char(2),
    ADD COLUMN office_mismatch text NOT NULL DEFAULT 'DEFAULT_OFFICE'
        CHECK (office_mismatch IN ('DEFAULT_OFFICE', 'FIRST_IN_COUNTRY', 'REJECT')),
    ADD COLUMN on_office_change text NOT NULL DEFAULT 'KEEP'
        CHECK (on_office_change IN ('KEEP', 'RENUMBER')),
    ADD COLUMN on_licence_shortage text NOT NULL DEFAULT 'GROW'
        CHECK (on_licence_shortage IN ('GROW', 'WAIT', 'REFUSE')),
    ADD COLUMN settings_version bigint NOT NULL DEFAULT 1;

-- former_names: users that still name the office as it was called stay in it.
ALTER TABLE users.office
    ADD COLUMN fallback_area_codes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN time_zone text,
    ADD COLUMN former_names text[] NOT NULL DEFAULT '{}';

-- A company's stock of one kind of licence. used is how many users hold one: the constraint is the
-- last line of defence, the provisioner counts.
CREATE TABLE users.licence (
    company_id      uuid NOT NULL REFERENCES users.company,
    type            text NOT NULL,
    number_included boolean NOT NULL,
    is_default      boolean NOT NULL,
    total           integer NOT NULL CHECK (total >= 0),
    used            integer NOT NULL CHECK (used >= 0),
    PRIMARY KEY (company_id, type),
    CHECK (used <= total)
);
CREATE UNIQUE INDEX licence_one_default ON users.licence (company_id) WHERE is_default;

-- Membership of the group decides for its members. Of several, the lowest priority number wins.
CREATE TABLE users.group_mapping (
    id           uuid PRIMARY KEY,
    company_id   uuid NOT NULL REFERENCES users.company,
    group_id     uuid,
    display_name text,
    office_id    uuid REFERENCES users.office ON DELETE CASCADE,
    licence_type text,
    priority     integer NOT NULL,
    FOREIGN KEY (company_id, licence_type) REFERENCES users.licence ON DELETE CASCADE,
    CHECK (num_nonnulls(group_id, display_name) = 1),
    CHECK (num_nonnulls(office_id, licence_type) >= 1)
);
CREATE INDEX group_mapping_company ON users.group_mapping (company_id);

-- licence: the kind that the user holds. licence_wanted: the kind that they wait for, since when.
-- number_included, area_codes, requested_number: as the number service was last told.
ALTER TABLE users.scim_user
    ADD COLUMN licence text,
    ADD COLUMN licence_wanted text,
    ADD COLUMN licence_wanted_since timestamptz,
    ADD COLUMN licence_detail text,
    ADD COLUMN number_included boolean NOT NULL DEFAULT true,
    ADD COLUMN area_codes text,
    ADD COLUMN requested_number text,
    ADD COLUMN requested_number_detail text,
    ADD COLUMN number_detail text,
    ADD CHECK ((licence_wanted IS NULL) = (licence_wanted_since IS NULL));
CREATE INDEX scim_user_licence_waiting
    ON users.scim_user (company_id, licence_wanted, licence_wanted_since, id)
    WHERE licence_wanted IS NOT NULL;

-- Companies from before have as many licences as they have active users.
INSERT INTO users.licence (company_id, type, number_included, is_default, total, used)
SELECT c.id, kind.type, kind.number_included, kind.type = 'voice', n, n
FROM users.company c
CROSS JOIN (VALUES ('voice', true), ('sales', true), ('contact_center', false)) AS kind (type, number_included)
CROSS JOIN LATERAL (
    SELECT CASE WHEN kind.type = 'voice' THEN count(*) ELSE 0 END::integer AS n
    FROM users.scim_user u WHERE u.company_id = c.id AND u.active) counted;
UPDATE users.scim_user u
SET licence = CASE WHEN u.active THEN 'voice' END,
    area_codes = (SELECT o.area_code FROM users.office o WHERE o.id = u.office_id);

-- Users whose office and licence are to be chosen again: single ones, and whole companies, which
-- are gone through in the order of ids. Not unique on purpose: whoever adds waits for nobody.
CREATE TABLE users.user_to_resolve (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL
);
CREATE TABLE users.company_to_resolve (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id uuid NOT NULL,
    after_user uuid
);

-- When each token was last used, as the request log tells; apart from the tokens, so that their rows
-- change only when an admin changes them.
CREATE TABLE users.token_use (
    token_id     uuid PRIMARY KEY REFERENCES users.api_token ON DELETE CASCADE,
    last_used_at timestamptz NOT NULL
);

GRANT SELECT ON users.plan TO scim_gateway;
