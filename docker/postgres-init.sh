# Sourced once, by the image's entrypoint, when the database is made: the roles and schemas of
# bootstrap.sql, with the passwords that the environment holds.
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d "$POSTGRES_DB" -f /switchboard/bootstrap.sql
