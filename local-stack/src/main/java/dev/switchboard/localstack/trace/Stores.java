package dev.switchboard.localstack.trace;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the stores know: users, the request log, and who held which number. Reads only. */
final class Stores implements AutoCloseable {

    private final Connection connection;

    Stores(Addresses addresses) {
        try {
            this.connection =
                    DriverManager.getConnection(
                            addresses.databaseUrl(),
                            addresses.databaseUsername(),
                            addresses.databasePassword());
            connection.setReadOnly(true);
        } catch (SQLException e) {
            throw new StackException(
                    "The database at %s cannot be read: %s"
                            .formatted(addresses.databaseUrl(), e.getMessage()),
                    e);
        }
    }

    /** A user as stored. */
    record User(
            String id,
            String companyId,
            String userName,
            boolean active,
            long version,
            @Nullable String number,
            String numberStatus,
            @Nullable String numberDetail,
            @Nullable String requestedNumberDetail,
            @Nullable String licence,
            @Nullable String licenceWanted,
            @Nullable String licenceDetail) {}

    /** Someone's time with a number; {@code until} is null while it lasts. */
    record Holding(
            String number,
            String userId,
            Instant from,
            @Nullable Instant until,
            String because,
            @Nullable String endedBecause) {}

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    List<User> usersNamed(String userName) {
        return query(
                "select * from users.scim_user where user_name_key = lower(?) or user_name = ?",
                Stores::user,
                userName,
                userName);
    }

    Optional<User> user(UUID id) {
        return query("select * from users.scim_user where id = ?", Stores::user, id).stream()
                .findFirst();
    }

    /** Whether the request log has it. */
    boolean knowsRequest(String requestId) {
        return !query(
                        "select 1 from users.request_log where request_id = ? limit 1",
                        row -> 1,
                        requestId)
                .isEmpty();
    }

    /** The subject's requests, each as the two steps of asking and being answered. */
    List<Step> requests(Subject subject, Instant since) {
        return query(
                        """
                        select r.*, t.name as token_name from users.request_log r
                        left join users.api_token t on t.id = r.token_id
                        where (r.resource_id = any(?::uuid[]) or r.request_id = any(?))
                            and r.answered_at >= ?
                        """,
                        Stores::steps,
                        array(subject.keys()),
                        array(subject.requests()),
                        OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Who held the numbers that these users hold or held, in order of number and time. */
    List<Holding> holdings(Collection<String> userIds) {
        return query(
                """
                select * from numbers.number_history where e164 in (
                    select e164 from numbers.number_history where user_id = any(?::uuid[]))
                order by e164, held_from
                """,
                Stores::holding,
                (Object) array(userIds));
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("company_id"),
                row.getString("user_name"),
                row.getBoolean("active"),
                row.getLong("version"),
                row.getString("number"),
                row.getString("number_status"),
                row.getString("number_detail"),
                row.getString("requested_number_detail"),
                row.getString("licence"),
                row.getString("licence_wanted"),
                row.getString("licence_detail"));
    }

    private static List<Step> steps(ResultSet row) throws SQLException {
        Instant answered = row.getObject("answered_at", OffsetDateTime.class).toInstant();
        long micros = row.getLong("duration_micros");
        String query = row.getString("query");
        String scimType = row.getString("scim_type");
        String detail = row.getString("detail");
        String request = row.getString("request_id");
        String id = "[" + request + "]";
        String asked =
                "%s %s%s, token '%s'  %s"
                        .formatted(
                                row.getString("method"),
                                row.getString("path"),
                                query == null ? "" : "?" + query,
                                row.getString("token_name"),
                                id);
        String told =
                "%d%s in %.1f ms%s  %s"
                        .formatted(
                                row.getInt("status"),
                                scimType == null ? "" : " " + scimType,
                                micros / 1000.0,
                                detail == null ? "" : ": " + detail,
                                id);
        return List.of(
                new Step(
                        answered.minusNanos(micros * 1000),
                        Step.ASKED,
                        request,
                        "client → gateway",
                        asked),
                new Step(answered, 9, request, "gateway → client", told));
    }

    private static Holding holding(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("held_until", OffsetDateTime.class);
        return new Holding(
                row.getString("e164"),
                row.getString("user_id"),
                row.getObject("held_from", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("given_because"),
                row.getString("ended_because"));
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }

    private <T> List<T> query(String sql, Row<T> reader, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object value =
                        parameters[i] instanceof String[] texts
                                ? connection.createArrayOf("text", texts)
                                : parameters[i];
                statement.setObject(i + 1, value);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.of(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new StackException("The database cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StackException("The database connection did not close", e);
        }
    }
}
