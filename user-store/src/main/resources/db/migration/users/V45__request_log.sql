-- What clients asked and what they were told, for admins. Written from request.log some time after the
-- answer; pruned by age. detail may name a user: it is personal data, and goes with the entry.
-- Ids are UUIDv7 of the time of the answer, so that the primary key is the order in time.
CREATE TABLE users.request_log (
    id              uuid PRIMARY KEY,
    company_id      uuid NOT NULL,
    request_id      text NOT NULL,
    answered_at     timestamptz NOT NULL,
    duration_micros bigint NOT NULL,
    method          text NOT NULL,
    path            text NOT NULL,
    query           text,
    operation       text NOT NULL,
    status          smallint NOT NULL,
    scim_type       text,
    detail          text,
    resource_id     uuid,
    token_id        uuid NOT NULL,
    user_agent      text
);
CREATE INDEX request_log_company ON users.request_log (company_id, id);
CREATE INDEX request_log_failed ON users.request_log (company_id, id) WHERE status >= 400;
CREATE INDEX request_log_request ON users.request_log (request_id);
CREATE INDEX request_log_resource ON users.request_log (resource_id, id) WHERE resource_id IS NOT NULL;
