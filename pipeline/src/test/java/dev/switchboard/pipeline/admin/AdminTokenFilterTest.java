package dev.switchboard.pipeline.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import jakarta.servlet.FilterChain;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

import java.io.IOException;

final class AdminTokenFilterTest {

    private static final String TOKEN = "a-token-of-twenty-chars";

    private final Logger log = (Logger) LoggerFactory.getLogger(AdminActions.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AdminTokenFilter filter =
            new AdminTokenFilter(new AdminToken(TOKEN), new SimpleMeterRegistry());
    private final MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/plans/pro");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        request.addHeader("Authorization", "Bearer " + TOKEN);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/plans/{name}");
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    @Test
    void tellsHowAChangeWasAnswered() throws Exception {
        filter.doFilter(request, response, (_, _) -> response.setStatus(409));

        assertThat(line()).isEqualTo("Admin API: PUT /plans/{name} answered 409 {}");
    }

    @Test
    void tellsOfAChangeThatFailed() {
        fails(
                (_, _) -> {
                    throw new IllegalStateException("odd");
                });

        assertThat(line()).isEqualTo("Admin API: PUT /plans/{name} answered 500 {}");
    }

    @Test
    void callsNoChangeFailedWhoseAdminHungUp() {
        fails(
                (_, _) -> {
                    throw new IOException("Broken pipe");
                });

        assertThat(line()).isEqualTo("Admin API: PUT /plans/{name} was broken off {}");
    }

    @Test
    void callsNoChangeFailedWhoseAnswerIsUnderWay() {
        fails(
                (_, _) -> {
                    response.setCommitted(true);
                    throw new IllegalStateException("odd");
                });

        assertThat(line()).isEqualTo("Admin API: PUT /plans/{name} was broken off {}");
    }

    private void fails(FilterChain chain) {
        assertThatThrownBy(() -> filter.doFilter(request, response, chain)).isNotNull();
    }

    private String line() {
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst().getFormattedMessage();
    }
}
