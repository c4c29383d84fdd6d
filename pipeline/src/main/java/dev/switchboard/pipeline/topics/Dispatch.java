package dev.switchboard.pipeline.topics;

import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** When messages that were given to a producer leave it. */
public final class Dispatch {

    private Dispatch() {}

    /**
     * Has all that was sent leave now, in as few requests as it fits into, instead of after the
     * producer's {@code linger.ms}. Returns at once: {@link KafkaTemplate#flush} would wait for
     * what others have sent too, and with it for each partition whose leader is away.
     */
    public static void now(KafkaTemplate<String, byte[]> kafka) {
        var _ =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                kafka.flush();
                            } catch (KafkaException _) {
                                // The acknowledgements, or their absence, say it to the senders.
                            }
                        });
    }
}
