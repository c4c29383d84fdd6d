package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.CursorProperties;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.userstore.CursorKeys;
import dev.switchboard.userstore.Position;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** RFC 9865, sections 2 and 2.1. */
final class CursorSealTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final UUID COMPANY = MessageIds.next();
    private static final Cursor CURSOR =
            new Cursor("q", 100, 7, 1, new Position("ÿ%\u0001", MessageIds.next()));

    private final CursorSeal seal = seal(SECRET, NOW);

    @Test
    void opensWhatAnotherInstanceSealed() {
        assertThat(seal(SECRET, NOW).open(COMPANY, seal.seal(COMPANY, CURSOR))).isEqualTo(CURSOR);
        Cursor first = new Cursor("q", 1, 0, 0, new Position(null, MessageIds.next()));
        assertThat(seal.open(COMPANY, seal.seal(COMPANY, first))).isEqualTo(first);
        Cursor none = new Cursor("q", 1, 0, 0, null);
        assertThat(seal.open(COMPANY, seal.seal(COMPANY, none))).isEqualTo(none);
    }

    @Test
    void showsNothingAndTravelsInUrls() {
        Cursor cursor = new Cursor("q", 1, 0, 0, new Position("ada@example.com", COMPANY));

        assertThat(seal.seal(COMPANY, cursor))
                .matches("[A-Za-z0-9._~-]+")
                .isNotEqualTo(seal.seal(COMPANY, cursor));
    }

    @Test
    void refusesACursorOfAnotherCompany() {
        String cursor = seal.seal(COMPANY, CURSOR);

        assertRefused(ScimError.INVALID_CURSOR, () -> seal.open(MessageIds.next(), cursor));
    }

    @Test
    void refusesACursorUnderAnotherKey() {
        String cursor = seal("another " + SECRET, NOW).seal(COMPANY, CURSOR);

        assertRefused(ScimError.INVALID_CURSOR, () -> seal.open(COMPANY, cursor));
    }

    @Test
    void refusesACursorThatIsChangedAnywhere() {
        String cursor = seal.seal(COMPANY, CURSOR);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertRefused(ScimError.INVALID_CURSOR, () -> seal.open(COMPANY, changed));
        }
        assertRefused(ScimError.INVALID_CURSOR, () -> seal.open(COMPANY, cursor + "A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "a b", "ü", "====", "eyJ9"})
    void refusesWhatIsNoCursor(String text) {
        assertRefused(ScimError.INVALID_CURSOR, () -> seal.open(COMPANY, text));
    }

    @Test
    void tellsThatACursorIsTooOld() {
        String cursor = seal.seal(COMPANY, CURSOR);

        assertThat(seal(SECRET, NOW.plusSeconds(60)).open(COMPANY, cursor)).isEqualTo(CURSOR);
        assertRefused(
                ScimError.EXPIRED_CURSOR,
                () -> seal(SECRET, NOW.plusSeconds(61)).open(COMPANY, cursor));
    }

    private static void assertRefused(ScimError error, ThrowingCallable open) {
        assertThatThrownBy(open)
                .isInstanceOfSatisfying(
                        ScimException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    private static CursorSeal seal(String secret, Instant now) {
        CursorProperties properties = new CursorProperties(Duration.ofMinutes(1), secret);
        CursorKeys unasked = new CursorKeys(JdbcClient.create(new DriverManagerDataSource()));
        return new CursorSeal(unasked, properties, Clock.fixed(now, ZoneOffset.UTC));
    }
}
