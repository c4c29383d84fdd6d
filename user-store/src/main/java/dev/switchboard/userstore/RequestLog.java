package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What clients asked and what they were told, per company, until it is pruned. */
public final class RequestLog {

    private static final int FAILED = 400;

    /** Between an entry's id and its time lies no more than this. */
    private static final Duration ID_SKEW = Duration.ofSeconds(2);

    private static final String COLUMNS =
            "id, company_id, request_id, answered_at, duration_micros, method, path, query,"
                    + " operation, status, scim_type, detail, resource_id, token_id, user_agent";

    private final JdbcClient jdbc;

    public RequestLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds entries; those whose id is there already change nothing. */
    public void add(List<RequestLogRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into users.request_log (%s)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[],
                            ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[],
                            ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[])
                        on conflict (id) do nothing
                        """
                                .formatted(COLUMNS))
                .params(
                        Batch.of(rows)
                                .with(RequestLogRow::id)
                                .with(RequestLogRow::companyId)
                                .with(RequestLogRow::requestId)
                                .with(RequestLogRow::answeredAt)
                                .with(RequestLogRow::durationMicros)
                                .with(RequestLogRow::method)
                                .with(RequestLogRow::path)
                                .with(RequestLogRow::query)
                                .with(RequestLogRow::operation)
                                .with(RequestLogRow::status)
                                .with(RequestLogRow::scimType)
                                .with(RequestLogRow::detail)
                                .with(RequestLogRow::resourceId)
                                .with(RequestLogRow::tokenId)
                                .with(RequestLogRow::userAgent)
                                .columns())
                .update();
    }

    /** Entries of one company, the latest first. */
    public List<RequestLogRow> find(RequestLogSearch search) {
        var conditions = new Conditions();
        conditions.where("r.company_id = ?", search.companyId());
        if (search.from() != null) {
            conditions.where("r.id >= ?", lowestId(search.from().minus(ID_SKEW)));
            conditions.where("r.answered_at >= ?", search.from().atOffset(ZoneOffset.UTC));
        }
        if (search.to() != null) {
            conditions.where("r.id < ?", lowestId(search.to().plus(ID_SKEW)));
            conditions.where("r.answered_at < ?", search.to().atOffset(ZoneOffset.UTC));
        }
        conditions.whereNotNull("r.status = ?", search.status());
        if (search.failed() || (search.status() != null && search.status() >= FAILED)) {
            // Said in the text, so that the index of failed requests can serve.
            conditions.where("r.status >= " + FAILED);
        }
        conditions.whereNotNull("r.operation = ?", search.operation());
        conditions.whereNotNull("r.resource_id = ?", search.resourceId());
        conditions.whereNotNull("r.request_id = ?", search.requestId());
        conditions.whereNotNull("r.token_id = ?", search.tokenId());
        conditions.whereNotNull("r.id < ?", search.before());
        if (search.text() != null) {
            String text = search.text();
            conditions.where(
                    "(position(lower(?) in lower(r.detail)) > 0"
                            + " or position(lower(?) in lower(r.path)) > 0)",
                    text,
                    text);
        }
        return jdbc.sql(
                        """
                        select r.*, t.name as token_name from users.request_log r
                        left join users.api_token t on t.id = r.token_id
                        where %s order by r.id desc limit %d
                        """
                                .formatted(conditions.sql(), search.limit()))
                .params(conditions.values)
                .query(RequestLog::row)
                .list();
    }

    /**
     * Deletes old entries, the oldest first.
     *
     * @param before those answered earlier go
     * @param limit how many at most, to keep the transaction short
     * @return how many went; call again while it is the limit
     */
    public int prune(Instant before, int limit) {
        return jdbc.sql(
                        """
                        delete from users.request_log where id in (
                            select id from users.request_log where id < ?
                            order by id limit %d for update skip locked)
                        """
                                .formatted(limit))
                .param(lowestId(before))
                .update();
    }

    /** The lowest UUIDv7 of an instant (RFC 9562, section 5.7). */
    private static UUID lowestId(Instant at) {
        return new UUID(Math.max(0, at.toEpochMilli()) << 16 | 0x7000L, 0x8000000000000000L);
    }

    private static RequestLogRow row(ResultSet row, int number) throws SQLException {
        return new RequestLogRow(
                Rows.id(row, "id"),
                Rows.id(row, "company_id"),
                row.getString("request_id"),
                Rows.instant(row, "answered_at"),
                row.getLong("duration_micros"),
                row.getString("method"),
                row.getString("path"),
                row.getString("query"),
                row.getString("operation"),
                row.getInt("status"),
                row.getString("scim_type"),
                row.getString("detail"),
                row.getObject("resource_id", UUID.class),
                Rows.id(row, "token_id"),
                row.getString("token_name"),
                row.getString("user_agent"));
    }

    private static final class Conditions {

        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void where(String condition, Object... itsValues) {
            conditions.add(condition);
            values.addAll(List.of(itsValues));
        }

        void whereNotNull(String condition, @Nullable Object value) {
            if (value != null) {
                where(condition, value);
            }
        }

        String sql() {
            return String.join(" and ", conditions);
        }
    }
}
