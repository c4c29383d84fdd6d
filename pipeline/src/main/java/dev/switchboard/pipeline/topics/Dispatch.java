package dev.switchboard.pipeline.topics;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

import java.util.concurrent.ExecutionException;

/** When messages that were given to a producer leave it. */
public final class Dispatch {

    private Dispatch() {}

    /**
     * Sends one message now and waits for its acknowledgement.
     *
     * @throws ExecutionException where there is none; its cause says why
     */
    public static void acknowledged(
            KafkaTemplate<String, byte[]> kafka, ProducerRecord<String, byte[]> message)
            throws ExecutionException, InterruptedException {
        var sent = kafka.send(message);
        now(kafka);
        sent.get();
    }

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
