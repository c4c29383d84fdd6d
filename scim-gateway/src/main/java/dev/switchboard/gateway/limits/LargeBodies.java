package dev.switchboard.gateway.limits;

import dev.switchboard.gateway.WriteLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission;
import dev.switchboard.gateway.limits.CompanyLimits.Limit;

import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import java.util.concurrent.Semaphore;

/**
 * How many bytes of large bodies this gateway holds at once, of all companies together: text, tree
 * and command of a body are several times its size, and a company may have more of them under way
 * than there is memory.
 */
@Component
public final class LargeBodies {

    /** What is no larger is not counted: nearly all requests are far smaller. */
    public static final int SMALL = 1 << 20;

    /** A body of 8 MB takes some 40 MB until it is answered: a third of the heap is left. */
    private static final int SHARE_OF_HEAP = 8;

    private final CompanyLimits limits;
    private final Semaphore kibibytes;

    LargeBodies(WriteLimits sizes, CompanyLimits limits) {
        this.limits = limits;
        DataSize configured = sizes.largeBodies();
        long share =
                configured == null
                        ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP
                        : configured.toBytes();
        long largest = Math.max(sizes.groupSize().toBytes(), sizes.bulkSize().toBytes());
        this.kibibytes = new Semaphore(inKibibytes(Math.max(share, largest)));
    }

    /**
     * Makes room for a body that is about to be read.
     *
     * @param bytes how large it is, or may be; more than {@link #SMALL}
     * @return to be closed when the request is answered; or that there is no room now
     */
    public Admission admit(long bytes) {
        int size = inKibibytes(bytes);
        return kibibytes.tryAcquire(size)
                ? new Admission.Admitted(() -> kibibytes.release(size))
                : limits.refused(Limit.LARGE_BODIES, 0);
    }

    private static int inKibibytes(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, 1024L));
    }
}
