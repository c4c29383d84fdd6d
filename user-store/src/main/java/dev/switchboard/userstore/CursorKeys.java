package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The key with which gateways seal cursors; made by the migration, the same for all of them. */
public final class CursorKeys {

    private final JdbcClient jdbc;

    public CursorKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key, 32 random bytes. */
    public byte[] key() {
        return jdbc.sql("select key from users.cursor_key").query(byte[].class).single();
    }
}
