package dev.switchboard.pipeline.outbox;

/** A message was not acknowledged by the broker; it is still in the outbox. */
final class RelayFaultException extends RuntimeException {

    RelayFaultException(Throwable cause) {
        super("A message was not acknowledged by the broker: " + cause, cause);
    }
}
