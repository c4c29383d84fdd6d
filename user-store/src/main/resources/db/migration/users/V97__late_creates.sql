-- When the create of a group was asked for, if it was decided too late for its client to hear of it: the client was told to
-- try again, and does so with a create of its own id (docs/adr/0097).
ALTER TABLE users.scim_group ADD COLUMN late_since timestamptz;
