-- Who was deleted, until their name is out of the request log too. Entries come there some seconds after
-- the answer, so a row is kept for some time, and then goes with the name in it.
CREATE TABLE users.erasure (
    user_id    uuid PRIMARY KEY,
    company_id uuid NOT NULL,
    user_name  text NOT NULL,
    deleted_at timestamptz NOT NULL
);
