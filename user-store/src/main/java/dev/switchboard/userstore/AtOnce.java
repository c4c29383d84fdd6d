package dev.switchboard.userstore;

/**
 * Counts what one transaction has in memory at once. Batches are made by number, and hundreds of
 * the largest users would not fit into the memory of a service.
 */
public final class AtOnce {

    /** Rows that the driver has at a time: they are in memory before they are counted. */
    static final int FETCH = 8;

    /** Of JSON that is taken apart: with many short values it becomes thirteen times as large. */
    static final int TAKEN_APART = 1 << 20;

    static final int TEXT = 4 << 20;

    private final int things;
    private final String what;
    private final int most;
    private long characters;

    private AtOnce(int things, String what, int most) {
        this.things = things;
        this.what = what;
        this.most = most;
    }

    /**
     * For JSON that is taken apart.
     *
     * @param things how many are asked for: one alone is never too much
     * @param what they are, e.g. "users"
     */
    public static AtOnce takenApart(int things, String what) {
        return new AtOnce(things, what, TAKEN_APART);
    }

    /** For what is kept as text; parameters as in {@link #takenApart}. */
    public static AtOnce text(int things, String what) {
        return new AtOnce(things, what, TEXT);
    }

    /**
     * Adds one that is read or made.
     *
     * @throws TooMuchAtOnceException where that makes it too much
     */
    public void add(String one) {
        characters += one.length();
        if (characters > most && things > 1) {
            throw new TooMuchAtOnceException(what, most);
        }
    }
}
