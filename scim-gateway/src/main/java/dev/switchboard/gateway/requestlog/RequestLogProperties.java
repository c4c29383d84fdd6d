package dev.switchboard.gateway.requestlog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code switchboard.gateway.request-log.*}.
 *
 * @param enabled whether answers are logged for admins at all
 * @param interval how long answers are gathered before they are sent: the most that a killed
 *     gateway loses while the broker answers
 * @param capacity how many answers may wait for the broker; while it is away, what is above that is
 *     not logged, and counted as dropped
 */
@ConfigurationProperties("switchboard.gateway.request-log")
record RequestLogProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("200ms") Duration interval,
        @DefaultValue("20000") int capacity) {}
