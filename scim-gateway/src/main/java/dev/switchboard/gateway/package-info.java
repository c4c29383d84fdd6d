/**
 * The SCIM gateway: HTTP to Kafka and back, without any state of its own. Read on in this order:
 * {@code http} (the door), {@code command} (what it publishes), {@code outcome} (what it waits
 * for); beside them {@code auth} (whose request it is) and {@code broker} (topics and health).
 */
@NullMarked
package dev.switchboard.gateway;

import org.jspecify.annotations.NullMarked;
