-- Companies whose users are told of again, as company_to_resolve has those whose users are placed again. A
-- table of its own: an older provisioner beside this one would take a row of that one for a placement.
CREATE TABLE users.company_to_tell (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id uuid NOT NULL,
    after_user uuid
);
