package dev.switchboard.pipeline.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says once that something is away, and once that it is back, however often it is tried. */
public final class FaultEpisode {

    private static final Logger log = LoggerFactory.getLogger(FaultEpisode.class);

    private final AtomicBoolean faulty = new AtomicBoolean();
    private final String what;

    /**
     * @param what the records, e.g. "commands"
     */
    public FaultEpisode(String what) {
        this.what = what;
    }

    /** Something is away. */
    public void in(RuntimeException e) {
        if (faulty.compareAndSet(false, true)) {
            log.warn(
                    "Cannot process {} now: {}. They are kept and tried again until it works.",
                    what,
                    Faults.describe(e));
        }
    }

    /** It works. */
    public void over() {
        if (faulty.compareAndSet(true, false)) {
            log.info("The {} are being processed again.", what);
        }
    }
}
