package dev.switchboard.numbers.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;

/** Tells faults that pass from records that will never be processed. */
final class Faults {

    private Faults() {}

    /**
     * Whether the fault is not the record's: the database or the broker is away, a lock was lost, a
     * table is missing. Only what says that the data itself is impossible, and what is no data
     * access at all (a mistake in the code), is the record's.
     */
    static boolean isPassing(RuntimeException e) {
        return switch (e) {
            case DuplicateKeyException _ -> true;
            case DataIntegrityViolationException _ -> false;
            case DataAccessException _, TransactionException _, KafkaException _ -> true;
            default -> false;
        };
    }

    /** What happened, without the database's own text, which may quote a row. */
    static String describe(Throwable e) {
        String sqlState = sqlState(e);
        return sqlState == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + " (SQLSTATE " + sqlState + ")";
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
