package dev.switchboard.userstore;

import java.util.ArrayList;
import java.util.List;

/** SQL in the making, with what is bound to its question marks. */
final class SqlText {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> params = new ArrayList<>();

    /** Adds SQL of ours; never what a client wrote. */
    SqlText add(String sql) {
        text.append(sql);
        return this;
    }

    /** Adds a question mark and binds the value to it. */
    SqlText bind(Object value) {
        text.append('?');
        params.add(value);
        return this;
    }

    List<Object> params() {
        return params;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
