package dev.switchboard.benchmarks.load;

/** Makes the requests of a run. */
@FunctionalInterface
public interface Requests {

    /**
     * The bytes of one HTTP/1.1 request.
     *
     * @param number its number in the run, from 0
     */
    byte[] request(long number);
}
