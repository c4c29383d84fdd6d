package dev.switchboard.faults.evidence;

import dev.switchboard.faults.history.Attributes;
import dev.switchboard.faults.history.Evidence.GroupState;
import dev.switchboard.faults.history.Evidence.Licence;
import dev.switchboard.faults.history.Evidence.LicenceState;
import dev.switchboard.faults.history.Evidence.NumberState;
import dev.switchboard.faults.history.Evidence.UserState;
import dev.switchboard.faults.history.Evidence.WaitingUser;

import tools.jackson.databind.json.JsonMapper;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads both services' tables, as the database's administrator. */
final class Tables {

    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> all(String query, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(row.read(rows));
            }
        }
        return all;
    }

    List<UserState> users() throws SQLException {
        return all(
                "select id, company_id, user_name, active, version, number, licence,"
                        + " licence_wanted, document from users.scim_user",
                row -> {
                    Map<String, String> state =
                            new HashMap<>(
                                    Attributes.of(
                                            JsonMapper.shared()
                                                    .readTree(row.getString("document"))));
                    state.put("userName", row.getString("user_name"));
                    state.put("active", Boolean.toString(row.getBoolean("active")));
                    String number = row.getString("number");
                    if (number != null) {
                        state.put("number", number);
                    }
                    return new UserState(
                            row.getString("id"),
                            row.getString("company_id"),
                            row.getString("user_name"),
                            row.getBoolean("active"),
                            row.getLong("version"),
                            number,
                            new Licence(row.getString("licence"), row.getString("licence_wanted")),
                            state);
                });
    }

    List<GroupState> groups() throws SQLException {
        Map<String, Set<String>> members = new HashMap<>();
        all(
                "select group_id, member_id from users.group_member",
                row ->
                        members.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                                .add(row.getString(2)));
        return all(
                "select id, version, display_name from users.scim_group",
                row ->
                        new GroupState(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                members.getOrDefault(row.getString(1), Set.of())));
    }

    List<NumberState> numbers() throws SQLException {
        return all(
                "select e164, area_code, status, holder_user_id from numbers.phone_number",
                row ->
                        new NumberState(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
    }

    List<WaitingUser> waiting() throws SQLException {
        return all(
                "select id, s.area_codes from users.scim_user u join numbers.subscriber s on"
                        + " s.user_id = u.id where u.active and u.licence is not null and"
                        + " u.number_included and not exists (select from numbers.phone_number p where"
                        + " p.holder_user_id = u.id)",
                row ->
                        new WaitingUser(
                                row.getString(1), List.of((String[]) row.getArray(2).getArray())));
    }

    List<LicenceState> licences() throws SQLException {
        return all(
                "select company_id, type, total, used from users.licence",
                row ->
                        new LicenceState(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4)));
    }

    Set<String> outcomes() throws SQLException {
        return new HashSet<>(all("select command_id from users.outcome", row -> row.getString(1)));
    }

    long count(String table) throws SQLException {
        return all("select count(*) from " + table, row -> row.getLong(1)).getFirst();
    }
}
