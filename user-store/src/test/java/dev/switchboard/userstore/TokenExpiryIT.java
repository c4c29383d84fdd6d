package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.userstore.TokenExpiry.Ending;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

final class TokenExpiryIT {

    private static final Instant NOW = Store.NOW;
    private static final Duration DAY = Duration.ofDays(1);

    private final Store store = Store.fresh();
    private final Companies companies = new Companies(store.jdbc);
    private int made;

    @Test
    void countsTokensThatAreNeededAndEnd() {
        TokenExpiry expiry = new TokenExpiry(store.jdbc);
        UUID acme = company();
        UUID soon = token(acme, "Okta", 29);
        token(acme, "never used", 29);
        UUID past = token(company(), "Okta", -1);
        used(token(company(), "Okta", 31), 0);
        used(token(company(), "Okta", 10), 31);
        UUID revoked = token(company(), "Okta", 10);
        used(revoked, 0);
        store.jdbc
                .sql("update users.api_token set revoked_at = now() where id = ?")
                .param(revoked)
                .update();
        assertThat(expiry.ending(NOW, DAY.multipliedBy(30))).isEqualTo(new Ending(0, 0));

        used(soon, 2);
        used(past, 2);
        assertThat(expiry.ending(NOW, DAY.multipliedBy(30))).isEqualTo(new Ending(1, 1));

        UUID successor = token(acme, "Okta", 365);
        assertThat(expiry.ending(NOW, DAY.multipliedBy(30)))
                .as("nobody has entered it yet")
                .isEqualTo(new Ending(1, 1));
        used(successor, 1);
        assertThat(expiry.ending(NOW, DAY.multipliedBy(30))).isEqualTo(new Ending(0, 1));

        used(soon, 0);
        assertThat(expiry.ending(NOW, DAY.multipliedBy(30)))
                .as("somebody goes on with the old one")
                .isEqualTo(new Ending(0, 1));
    }

    @Test
    void takesNoOlderTokenForASuccessor() {
        TokenExpiry expiry = new TokenExpiry(store.jdbc);
        UUID company = company();
        used(token(company, "Okta", 300), 50);
        used(token(company, "Okta", 10), 0);

        assertThat(expiry.ending(NOW, DAY.multipliedBy(30))).isEqualTo(new Ending(1, 0));
    }

    private UUID company() {
        UUID company = MessageIds.next();
        companies.upsertCompany(company, "Acme", NOW);
        return company;
    }

    /** Each is made after those before it. */
    private UUID token(UUID company, String name, int days) {
        UUID id = MessageIds.next();
        byte[] sha256 =
                ByteBuffer.allocate(32)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        companies.insertToken(
                new TokenRow(
                        id,
                        company,
                        name,
                        false,
                        NOW.minus(DAY.multipliedBy(100)).plusSeconds(++made),
                        NOW.plus(DAY.multipliedBy(days)),
                        null),
                sha256);
        return id;
    }

    private void used(UUID token, int daysAgo) {
        companies.noteTokenUses(Map.of(token, NOW.minus(DAY.multipliedBy(daysAgo))));
    }
}
