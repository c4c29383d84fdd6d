/** The Kafka broker as a whole: its topics and whether it can be reached. */
@NullMarked
package dev.switchboard.gateway.broker;

import org.jspecify.annotations.NullMarked;
