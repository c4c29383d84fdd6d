package dev.switchboard.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.CursorProperties;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.userstore.CursorKeys;
import dev.switchboard.userstore.Position;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors of what they say, and reads them: encrypted, because what resources are sorted by
 * is personal and cursors stand in URLs, and authenticated together with the company, so that a
 * cursor is good for nobody else. All gateways use the same key.
 */
@Component
final class CursorSeal {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final CursorKeys keys;
    private final Clock clock;
    private final long timeoutMillis;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SecretKey key;

    CursorSeal(CursorKeys keys, CursorProperties properties, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.timeoutMillis = properties.timeout().toMillis();
        String secret = properties.secret();
        this.key = secret == null ? null : keyOf(sha256(secret.getBytes(UTF_8)));
    }

    /** The cursor as clients get it: of unreserved characters only (RFC 9865, section 2). */
    String seal(UUID companyId, Cursor cursor) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, companyId).doFinal(bytes(cursor));
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES in Galois/Counter mode", e);
        }
    }

    /**
     * Reads a cursor that a client sent.
     *
     * @throws ScimException {@code invalidCursor} for what {@link #seal} has not made for this
     *     company, {@code expiredCursor} for what it made too long ago
     */
    Cursor open(UUID companyId, String text) {
        byte[] all = decoded(text);
        try {
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, companyId);
            return read(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES));
        } catch (AEADBadTagException notOurs) {
            throw invalid();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES in Galois/Counter mode", e);
        }
    }

    private byte[] bytes(Cursor cursor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(clock.millis());
            out.writeUTF(cursor.query());
            out.writeInt(cursor.count());
            out.writeLong(cursor.total());
            out.writeByte(cursor.plan());
            Position last = cursor.last();
            out.writeBoolean(last != null);
            if (last != null) {
                String sortKey = last.sortKey();
                out.writeBoolean(sortKey != null);
                if (sortKey != null) {
                    out.writeUTF(sortKey);
                }
                out.writeLong(last.id().getMostSignificantBits());
                out.writeLong(last.id().getLeastSignificantBits());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Cursor read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (clock.millis() - in.readLong() > timeoutMillis) {
                throw new ScimException(
                        ScimError.EXPIRED_CURSOR,
                        "The cursor is older than %d seconds. Start anew with an empty cursor."
                                .formatted(timeoutMillis / 1000));
            }
            String query = in.readUTF();
            int count = in.readInt();
            long total = in.readLong();
            int plan = in.readByte();
            Position last = null;
            if (in.readBoolean()) {
                String sortKey = in.readBoolean() ? in.readUTF() : null;
                last = new Position(sortKey, new UUID(in.readLong(), in.readLong()));
            }
            return new Cursor(query, count, total, plan, last);
        } catch (IOException e) {
            throw new UncheckedIOException("A cursor of ours cannot be read", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UUID companyId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(companyId.toString().getBytes(UTF_8));
        return cipher;
    }

    /** Asked of the store when the first cursor is: a gateway starts without it. */
    private SecretKey key() {
        SecretKey known = key;
        if (known == null) {
            known = keyOf(keys.key());
            key = known;
        }
        return known;
    }

    private static byte[] decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean canonical =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
            if (canonical && bytes.length > NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Answered like any other text that is no cursor.
        }
        throw invalid();
    }

    private static ScimException invalid() {
        return new ScimException(
                ScimError.INVALID_CURSOR,
                "The cursor is none that this service gave out. Take 'nextCursor' of the page before as it is, or start with an empty cursor.");
    }

    private static SecretKey keyOf(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
