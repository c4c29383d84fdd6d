package dev.switchboard.provisioner.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.TokenRow;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
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
import java.util.Objects;
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
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(5 * 366);
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final Companies companies;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokensController(Companies companies, TransactionTemplate transactions, Clock clock) {
        this.companies = companies;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What a rotation wants.
     *
     * @param overlapSeconds how long the old token is still accepted; a day where it is absent
     */
    record RotationBody(@Nullable Long overlapSeconds, @Nullable Instant expiresAt) {}

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
        Instant now = clock.instant();
        return insert(
                companyId,
                AdminInput.name("name", body.name()),
                Boolean.TRUE.equals(body.readOnly()),
                now,
                expiry(body.expiresAt(), now));
    }

    /**
     * Makes a token like another one, which is accepted for some time more: enter the new one in
     * the identity provider meanwhile.
     */
    @PostMapping("/{tokenId}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    NewToken rotate(
            @PathVariable UUID companyId,
            @PathVariable UUID tokenId,
            @RequestBody(required = false) @Nullable RotationBody body) {
        Instant now = clock.instant();
        long overlap =
                body == null || body.overlapSeconds() == null
                        ? OVERLAP.toSeconds()
                        : body.overlapSeconds();
        if (overlap < 0 || overlap > LONGEST_OVERLAP.toSeconds()) {
            throw AdminInput.invalid(
                    "'overlapSeconds' is %d; it must be from 0 to %d."
                            .formatted(overlap, LONGEST_OVERLAP.toSeconds()));
        }
        Instant expiresAt = expiry(body == null ? null : body.expiresAt(), now);
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            TokenRow old =
                                    companies.tokens(companyId).stream()
                                            .filter(token -> token.id().equals(tokenId))
                                            .findFirst()
                                            .orElseThrow(() -> noToken(companyId, tokenId));
                            if (!companies.shortenToken(
                                    companyId, tokenId, now.plusSeconds(overlap))) {
                                throw AdminInput.conflict(
                                        "Token '%s' is revoked: make a new one instead."
                                                .formatted(tokenId));
                            }
                            return insert(companyId, old.name(), old.readOnly(), now, expiresAt);
                        }));
    }

    private static Instant expiry(@Nullable Instant given, Instant now) {
        Instant expiresAt = given == null ? now.plus(LIFETIME) : given;
        if (!expiresAt.isAfter(now)) {
            throw AdminInput.invalid("'expiresAt' is '%s', which is past.".formatted(expiresAt));
        }
        if (expiresAt.isAfter(now.plus(LONGEST_LIFETIME))) {
            throw AdminInput.invalid(
                    "'expiresAt' is '%s'; a token lives %d days at most (RFC 7644, section 7.4)."
                            .formatted(expiresAt, LONGEST_LIFETIME.toDays()));
        }
        return expiresAt;
    }

    private NewToken insert(
            UUID companyId, String name, boolean readOnly, Instant now, Instant expiresAt) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = MessageIds.next();
        companies.insertToken(
                new TokenRow(id, companyId, name, readOnly, now, expiresAt, null), sha256(token));
        return new NewToken(id, token, expiresAt);
    }

    private static ResponseStatusException noToken(UUID companyId, UUID tokenId) {
        return AdminInput.notFound("Company '%s' has no token '%s'.".formatted(companyId, tokenId));
    }

    /** Revokes a token; the gateways refuse it within seconds. */
    @DeleteMapping("/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID companyId, @PathVariable UUID tokenId) {
        if (!companies.revokeToken(companyId, tokenId, clock.instant())) {
            throw noToken(companyId, tokenId);
        }
    }

    private void requireCompany(UUID companyId) {
        if (companies.company(companyId).isEmpty()) {
            throw AdminInput.noCompany(companyId);
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
