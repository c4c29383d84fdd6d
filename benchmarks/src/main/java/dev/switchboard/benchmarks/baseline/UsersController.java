package dev.switchboard.benchmarks.baseline;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/**
 * Inserts one user and answers 201, in a transaction of its own; reads one of the system's own
 * users.
 */
@RestController
class UsersController {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final MediaType SCIM = MediaType.parseMediaType("application/scim+json");

    private final JdbcClient jdbc;
    private final UUID company;

    UsersController(JdbcClient jdbc, @Value("${baseline.company}") UUID company) {
        this.jdbc = jdbc;
        this.company = company;
    }

    @PostMapping("/scim/v2/Users")
    ResponseEntity<byte[]> create(@RequestBody byte[] body) {
        ObjectNode user = (ObjectNode) JSON.readTree(body);
        user.remove("password");
        UUID id = UUID.randomUUID();
        String userName = text(user, "userName");
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        jdbc.sql(
                        """
                        insert into baseline.scim_user (id, company_id, user_name, user_name_key,
                            external_id, active, version, created_at, last_modified, office_name,
                            number_status, number_sequence, document)
                        values (?, ?, ?, ?, ?, true, 1, ?, ?, ?, 'none', 0, ?::jsonb)
                        """)
                .params(
                        id,
                        company,
                        userName,
                        userName.toLowerCase(Locale.ROOT),
                        text(user, "externalId"),
                        now,
                        now,
                        "New York",
                        user.toString())
                .update();
        user.put("id", id.toString());
        user.putObject("meta").put("resourceType", "User").put("created", now.toString());
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(SCIM)
                .body(JSON.writeValueAsBytes(user));
    }

    @GetMapping("/scim/v2/Users/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return jdbc.sql(
                        """
                        select document from users.scim_user where company_id = ? and id = ?
                        """)
                .params(company, id)
                .query((row, _) -> (ObjectNode) JSON.readTree(row.getString("document")))
                .optional()
                .map(
                        user ->
                                ResponseEntity.ok()
                                        .contentType(SCIM)
                                        .body(JSON.writeValueAsBytes(user)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static String text(JsonNode user, String name) {
        return user.path(name).asString("");
    }
}
