package dev.switchboard.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * The settings {@code switchboard.gateway.limits.*}: how much a large write may hold.
 *
 * @param groupSize the largest body of a request on groups, which name their members; 8MB are some
 *     50,000 of them
 * @param bulkSize the largest body of a bulk request, its {@code maxPayloadSize}
 * @param bulkOperations the most operations in a bulk request, its {@code maxOperations}
 * @param largeBodies how many bytes of bodies over 1MB are under way at once, of all companies;
 *     more are answered 429. An eighth of the heap unless it is set, and in any case one of the
 *     largest
 * @param bulkTime for how long a bulk request begins operations; what has not begun by then is
 *     answered 429. Together with {@code outcome-timeout} below the client's patience (Okta: 60 s)
 */
@ConfigurationProperties("switchboard.gateway.limits")
public record WriteLimits(
        @DefaultValue("8MB") DataSize groupSize,
        @DefaultValue("4MB") DataSize bulkSize,
        @DefaultValue("1000") int bulkOperations,
        @Nullable DataSize largeBodies,
        @DefaultValue("40s") Duration bulkTime) {}
