package dev.switchboard.scim;

/** A client's text within a sentence of ours: short, and without characters that play tricks. */
public final class Shown {

    private static final int MOST = 100;

    private Shown() {}

    /** At most a hundred characters; control and invisible ones as {@code ?}. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MOST)
                .forEach(
                        c ->
                                shown.appendCodePoint(
                                        switch (Character.getType(c)) {
                                            case Character.CONTROL,
                                                    Character.FORMAT,
                                                    Character.SURROGATE,
                                                    Character.LINE_SEPARATOR,
                                                    Character.PARAGRAPH_SEPARATOR ->
                                                    '?';
                                            default -> c;
                                        }));
        return text.codePointCount(0, text.length()) > MOST ? shown + "…" : shown.toString();
    }
}
