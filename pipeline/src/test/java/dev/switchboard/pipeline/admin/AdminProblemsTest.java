package dev.switchboard.pipeline.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

import java.sql.SQLException;
import java.util.Objects;

final class AdminProblemsTest {

    @Test
    void tellsASlowStatementFromADatabaseThatIsAway() {
        assertThat(handlerOf("57014")).isEqualTo("tooSlow");
        assertThat(handlerOf("57P01")).isEqualTo("databaseAway");
        assertThat(handlerOf("08006")).isEqualTo("databaseAway");
    }

    /** Where Spring puts an error of the database with that SQLSTATE. */
    private static String handlerOf(String sqlState) {
        Exception failure =
                Objects.requireNonNull(
                        new SQLExceptionSubclassTranslator()
                                .translate("task", null, new SQLException("failed", sqlState)));
        return Objects.requireNonNull(
                        new ExceptionHandlerMethodResolver(AdminProblems.class)
                                .resolveMethod(failure))
                .getName();
    }
}
