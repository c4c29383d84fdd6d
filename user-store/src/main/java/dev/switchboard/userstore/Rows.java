package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Reads rows. */
final class Rows {

    private static final JsonMapper JSON = new JsonMapper();

    private Rows() {}

    static UserRow user(ResultSet row, int number) throws SQLException {
        return user(row, object(row, "document"));
    }

    static UserRow user(ResultSet row, ObjectNode document) throws SQLException {
        return new UserRow(
                id(row, "id"),
                id(row, "company_id"),
                row.getString("user_name"),
                row.getString("user_name_key"),
                row.getString("external_id"),
                row.getBoolean("active"),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "last_modified"),
                row.getObject("office_id", UUID.class),
                row.getString("office_name"),
                row.getString("number"),
                row.getString("number_status"),
                row.getLong("number_sequence"),
                document,
                telephony(row));
    }

    private static TelephonyState telephony(ResultSet row) throws SQLException {
        return new TelephonyState(
                row.getString("licence"),
                row.getString("licence_wanted"),
                instantOrNull(row, "licence_wanted_since"),
                row.getString("licence_detail"),
                row.getBoolean("number_included"),
                row.getString("area_codes"),
                row.getString("requested_number"),
                row.getString("requested_number_detail"),
                row.getString("number_detail"));
    }

    static GroupRow group(ResultSet row, int number) throws SQLException {
        return group(row, object(row, "document"));
    }

    static GroupRow group(ResultSet row, ObjectNode document) throws SQLException {
        return new GroupRow(
                id(row, "id"),
                id(row, "company_id"),
                row.getString("display_name"),
                row.getString("external_id"),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "last_modified"),
                document);
    }

    static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A text[]. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static ObjectNode object(ResultSet row, String column) throws SQLException {
        return object(row.getString(column));
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    /** A JSON list; empty for null. */
    static JsonNode list(@Nullable String json) {
        return json == null ? MissingNode.getInstance() : JSON.readTree(json);
    }
}
