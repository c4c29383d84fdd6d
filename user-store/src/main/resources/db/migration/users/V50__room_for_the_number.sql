-- Nearly every user is written again within a second of their creation, when the number arrives. With room left
-- on the page that update touches the table only (HOT); without, it adds an entry to each of the indexes.
ALTER TABLE users.scim_user SET (fillfactor = 75);
