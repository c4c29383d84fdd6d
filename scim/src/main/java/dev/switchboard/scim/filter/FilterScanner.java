package dev.switchboard.scim.filter;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.StorableText;

/** Reads words, marks and JSON strings from a filter and says where it got stuck. */
final class FilterScanner {

    private final String text;
    private final int offset;
    private final ScimError error;
    private int at;

    /**
     * @param offset how much stands before the text where the client wrote it
     */
    FilterScanner(String text, int offset, ScimError error) {
        this.text = text;
        this.offset = offset;
        this.error = error;
        if (text.length() > Filter.MAX_LENGTH) {
            throw new ScimException(
                    error,
                    "The filter has %d characters, more than the %d allowed."
                            .formatted(text.length(), Filter.MAX_LENGTH));
        }
    }

    /** The index of the next token. */
    int position() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    boolean atEnd() {
        return position() == text.length();
    }

    /** The next character for a message, in quotes, or "the end". */
    String next() {
        return atEnd() ? "the end" : "'" + Shown.of(Character.toString(text.codePointAt(at))) + "'";
    }

    boolean isNext(char mark) {
        return !atEnd() && text.charAt(at) == mark;
    }

    boolean accept(char mark) {
        if (isNext(mark)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char mark) {
        if (!accept(mark)) {
            throw problem("expected '" + mark + "', but found " + next());
        }
    }

    /** Takes the word in any letter case, if it is next and whole. */
    boolean acceptWord(String word) {
        int start = position();
        int end = wordEnd(start);
        if (end - start == word.length()
                && text.regionMatches(true, start, word, 0, word.length())) {
            at = end;
            return true;
        }
        return false;
    }

    /** A run of characters other than spaces, quotes, parentheses and brackets. */
    String word(String expected) {
        int start = position();
        int end = wordEnd(start);
        if (end == start) {
            throw problem("expected " + expected + ", but found " + next());
        }
        at = end;
        return text.substring(start, end);
    }

    /** A JSON string (RFC 8259, section 7), with the quote next. */
    String string() {
        int start = at;
        at++;
        int plain = at;
        StringBuilder unescaped = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                unescaped.append(text, plain, at);
                at++;
                return storable(unescaped.toString(), start);
            }
            if (c < ' ') {
                throw problem("a control character must be written as \\u00XX");
            }
            if (c == '\\') {
                unescaped.append(text, plain, at).append(escape());
                plain = at;
            } else {
                at++;
            }
        }
        throw problemAt(start, "the string has no closing quote");
    }

    private String storable(String string, int start) {
        if (!StorableText.isStorable(string)) {
            throw problemAt(
                    start,
                    "the string contains U+0000 or half a surrogate pair, which no value does");
        }
        return string;
    }

    private char escape() {
        int start = at;
        at += 2;
        char c = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(start);
            default -> throw problemAt(start, "not an escape of JSON strings");
        };
    }

    private char unicode(int start) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw problemAt(start, "\\u must be followed by four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    ScimException problem(String what) {
        return problemAt(position(), what);
    }

    ScimException problemAt(int index, String what) {
        String thing = error == ScimError.INVALID_PATH ? "path's filter" : "filter";
        return new ScimException(
                error,
                "Cannot answer the %s: at position %d, %s."
                        .formatted(thing, offset + index + 1, what));
    }

    private int wordEnd(int start) {
        int end = start;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isWord(char c) {
        return !isSpace(c) && c != '"' && c != '(' && c != ')' && c != '[' && c != ']';
    }
}
