package dev.switchboard.pipeline.intake;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;

/** Tells faults that pass from records that will never be processed. */
public final class Faults {

    /** SQLSTATE class 54, "program limit exceeded". */
    private static final String LIMIT_EXCEEDED = "54";

    private Faults() {}

    /**
     * Whether the fault is not the record's: the database or the broker is away, a lock was lost, a
     * table is missing. Only what says that the data itself is impossible, and what is no data
     * access at all (a mistake in the code), is the record's.
     */
    public static boolean isPassing(RuntimeException e) {
        return switch (e) {
            case DuplicateKeyException _ -> true;
            case DataIntegrityViolationException _ -> false;
            case DataAccessException _, TransactionException _, KafkaException _ ->
                    !exceedsALimit(e);
            default -> false;
        };
    }

    /** Whether the broker, or the producer for its sake, does not take a message of that size. */
    public static boolean isTooLarge(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether something is larger than the database ever takes, such as a text than its index. For
     * Spring that is a resource that failed, as a full disk is; but no waiting makes it smaller.
     */
    private static boolean exceedsALimit(RuntimeException e) {
        String sqlState = sqlState(e);
        return sqlState != null && sqlState.startsWith(LIMIT_EXCEEDED);
    }

    /**
     * What happened, and by what: the SQLSTATE or the deepest cause's name. Without any text, since
     * the database's may quote a row.
     */
    public static String describe(Throwable e) {
        String what = e.getClass().getSimpleName();
        String sqlState = sqlState(e);
        if (sqlState != null) {
            return what + " (SQLSTATE " + sqlState + ")";
        }
        return e.getCause() == null ? what : what + " (" + deepestCause(e) + ")";
    }

    /**
     * The name of what is wrong; a client's own exception often tells only that it was not made.
     */
    static String deepestCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    private static @Nullable String sqlState(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
