package dev.switchboard.provisioner.entitlements;

import dev.switchboard.pipeline.queue.QueueLoop;
import dev.switchboard.userstore.TooMuchAtOnceException;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.function.IntPredicate;

/** Chooses offices and licences again, and tells of users again, as long as the service runs. */
@Component
final class ReresolutionLoop implements SmartLifecycle {

    private final Reresolution reresolution;
    private final TellingAgain tellingAgain;
    private final QueueLoop loop;

    ReresolutionLoop(Reresolution reresolution, TellingAgain tellingAgain, ResolutionBell bell) {
        this.reresolution = reresolution;
        this.tellingAgain = tellingAgain;
        this.loop =
                new QueueLoop(
                        "reresolution",
                        "users to place or tell of again",
                        bell,
                        Duration.ZERO,
                        this::step);
    }

    private boolean step() {
        boolean resolved = inParts(reresolution::resolveOnce);
        boolean served = inParts(reresolution::serveOnce);
        boolean told = inParts(tellingAgain::tellOnce);
        return resolved || served || told;
    }

    private static boolean inParts(IntPredicate part) {
        for (int most = Reresolution.MOST; ; most /= 2) {
            try {
                return part.test(most);
            } catch (TooMuchAtOnceException e) {
                if (most == 1) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Ends after the part that is under way. */
    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the relay, so that at the stop it ends before it. */
    @Override
    public int getPhase() {
        return 1;
    }
}
