package dev.switchboard.pipeline.outbox;

import dev.switchboard.pipeline.queue.Bell;

/** The bell between those who add messages and the relay of the same process. */
public final class RelayWakeup extends Bell {}
