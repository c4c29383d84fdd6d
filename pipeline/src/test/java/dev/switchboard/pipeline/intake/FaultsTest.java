package dev.switchboard.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

final class FaultsTest {

    @Test
    void whatEndsByItselfOrByAnOperatorPasses() {
        assertThat(Faults.isPassing(new CannotGetJdbcConnectionException("away"))).isTrue();
        assertThat(Faults.isPassing(new CannotCreateTransactionException("away"))).isTrue();
        assertThat(Faults.isPassing(new CannotAcquireLockException("deadlock"))).isTrue();
        assertThat(Faults.isPassing(new DuplicateKeyException("a race"))).isTrue();
        assertThat(Faults.isPassing(new KafkaException("away"))).isTrue();
        assertThat(
                        Faults.isPassing(
                                new BadSqlGrammarException(
                                        "x", "y", new SQLException("no such table", "42P01"))))
                .isTrue();
    }

    @Test
    void whatTheDataOrTheCodeCausesDoesNot() {
        assertThat(Faults.isPassing(new DataIntegrityViolationException("row"))).isFalse();
        assertThat(Faults.isPassing(new IllegalStateException())).isFalse();
    }

    @Test
    void whatIsTooLargeForTheDatabaseDoesNotPassAndAFullDiskDoes() {
        assertThat(Faults.isPassing(resourceFailure("54000"))).isFalse();
        assertThat(Faults.isPassing(resourceFailure("53100"))).isTrue();
    }

    private static DataAccessResourceFailureException resourceFailure(String sqlState) {
        return new DataAccessResourceFailureException("x", new SQLException("y", sqlState));
    }

    @Test
    void theDescriptionQuotesNoRow() {
        var fault =
                new DataIntegrityViolationException(
                        "row (ada@example.com)", new SQLException("ada@example.com", "23514"));

        assertThat(Faults.describe(fault))
                .isEqualTo("DataIntegrityViolationException (SQLSTATE 23514)");
    }

    @Test
    void theDescriptionNamesTheCauseWithoutItsText() {
        var fault =
                new KafkaException(
                        "not sent",
                        new ExecutionException(new TimeoutException("ada@example.com")));

        assertThat(Faults.describe(fault)).isEqualTo("KafkaException (TimeoutException)");
        assertThat(Faults.describe(new KafkaException("away"))).isEqualTo("KafkaException");
    }
}
