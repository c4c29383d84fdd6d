package dev.switchboard.benchmarks.people;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Fills the user store with people, as if they had been created long ago. */
public final class StoreLoader {

    private static final int PART = 1 << 16;
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final String COPY =
            """
            COPY users.scim_user (id, company_id, user_name, user_name_key, external_id, active,
                version, created_at, last_modified, office_id, office_name, number, number_status,
                number_sequence, document) FROM STDIN
            """;
    // Made anew afterwards, which is quicker than to add to them row by row.
    private static final String SECONDARY_INDEXES =
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
            FROM pg_index WHERE indrelid = 'users.scim_user'::regclass AND NOT indisunique
            """;

    private final Connection database;
    private final UUID company;
    private final People people;

    /**
     * @param database a connection of the superuser
     * @param company whose users they are
     */
    public StoreLoader(Connection database, UUID company, People people) {
        this.database = database;
        this.company = company;
        this.people = people;
    }

    /** The id of the person of that number: they sort as the numbers do. */
    public static UUID id(long number) {
        long scattered = number * 0x9E3779B97F4A7C15L;
        return new UUID((FIRST_MILLIS + number) << 16 | 0x7000, 1L << 63 | scattered >>> 2);
    }

    /**
     * Adds the people with the numbers from {@code from} up to, but not including, {@code to}.
     *
     * @throws SQLException where the table is not as expected
     */
    public void load(long from, long to) throws SQLException {
        Map<String, String> offices = new HashMap<>();
        Map<String, String> indexes = new HashMap<>();
        try (Statement statement = database.createStatement()) {
            statement.execute("SET search_path = users");
            statement.execute("SET maintenance_work_mem = '256MB'");
            pairs(statement, "SELECT name, id::text FROM users.office", offices);
            if (to - from >= PART) {
                pairs(statement, SECONDARY_INDEXES, indexes);
            }
            for (String index : indexes.keySet()) {
                statement.execute("DROP INDEX " + index);
            }
            copy(from, to, offices);
            for (String definition : List.copyOf(indexes.values())) {
                statement.execute(definition);
            }
            statement.execute("VACUUM ANALYZE users.scim_user");
            statement.execute("CHECKPOINT");
        }
    }

    private static void pairs(Statement statement, String query, Map<String, String> into)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                into.put(rows.getString(1), rows.getString(2));
            }
        }
    }

    private void copy(long from, long to, Map<String, String> offices) throws SQLException {
        CopyIn copy = database.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        StringBuilder part = new StringBuilder(PART + 4096);
        for (long number = from; number < to; number++) {
            row(part, number, offices);
            if (part.length() > PART || number == to - 1) {
                byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                part.setLength(0);
            }
        }
        copy.endCopy();
    }

    private void row(StringBuilder out, long number, Map<String, String> offices) {
        Person person = people.person(number);
        boolean newYork = person.office().equals("New York");
        out.append(id(number)).append('\t').append(company).append('\t');
        out.append(person.userName()).append('\t').append(person.userName()).append('\t');
        out.append(person.externalId()).append("\ttrue\t2\t");
        out.append("2026-01-01 00:00:00+00\t2026-01-01 00:00:01+00\t");
        out.append(offices.getOrDefault(person.office(), "\\N")).append('\t');
        out.append(person.office()).append('\t');
        out.append(newYork ? "+1212" : "+1415").append(2_000_000 + number % 8_000_000);
        out.append("\tassigned\t1\t").append(person.toDocument()).append('\n');
    }
}
