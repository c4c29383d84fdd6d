package dev.switchboard.provisioner.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.TokenRow;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A company's API tokens: 256 random bits, shown once, stored as SHA-256. Several may be valid at
 * once, so that they can be rotated without a gap.
 */
@RestController
@RequestMapping("/admin/v1/companies/{companyId}/tokens")
final class TokensController {

    private static final String PREFIX = "sbt_";
    private static final int BYTES = 32;
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final Companies companies;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokensController(Companies companies, Clock clock) {
        this.companies = companies;
        this.clock = clock;
    }

    record TokenBody(
            @Nullable String name, @Nullable Instant expiresAt, @Nullable Boolean readOnly) {}

    /**
     * A new token.
     *
     * @param token what the client sends; it cannot be had again
     */
    record NewToken(UUID id, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "NewToken[" + id + "]";
        }
    }

    /** All tokens of the company, without what is secret. */
    @GetMapping
    List<TokenRow> list(@PathVariable UUID companyId) {
        requireCompany(companyId);
        return companies.tokens(companyId);
    }

    /** Makes a token; valid for a year if the body does not say otherwise. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    NewToken create(@PathVariable UUID companyId, @RequestBody TokenBody body) {
        requireCompany(companyId);
        String name = body.name();
        if (name == null || name.isBlank()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "'name' is required: where the token is used.");
        }
        Instant now = clock.instant();
        Instant expiresAt = body.expiresAt() == null ? now.plus(LIFETIME) : body.expiresAt();
        if (!expiresAt.isAfter(now)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "expiresAt is '%s', which is past.".formatted(expiresAt));
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = MessageIds.next();
        companies.insertToken(
                new TokenRow(
                        id,
                        companyId,
                        name,
                        Boolean.TRUE.equals(body.readOnly()),
                        now,
                        expiresAt,
                        null),
                sha256(token));
        return new NewToken(id, token, expiresAt);
    }

    /** Revokes a token; the gateways refuse it within seconds. */
    @DeleteMapping("/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID companyId, @PathVariable UUID tokenId) {
        if (!companies.revokeToken(companyId, tokenId, clock.instant())) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "Company '%s' has no token '%s'.".formatted(companyId, tokenId));
        }
    }

    private void requireCompany(UUID companyId) {
        if (companies.company(companyId).isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no company '%s'.".formatted(companyId));
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
