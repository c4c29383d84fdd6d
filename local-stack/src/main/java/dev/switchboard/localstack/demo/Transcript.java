package dev.switchboard.localstack.demo;

import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Writes the demo down as it goes: each step, what was sent, what came back and when. */
final class Transcript {

    private static final int LONGEST_BODY = 400;

    private final PrintWriter out;
    private int step;

    Transcript(PrintWriter out) {
        this.out = out;
    }

    void title(String text) {
        say("");
        say(text);
    }

    void step(String text) {
        step++;
        say("");
        say("%2d. %s".formatted(step, text));
    }

    void exchange(Exchange exchange) {
        ObjectNode sent = exchange.sent();
        say("    -> %s %s".formatted(exchange.method(), exchange.target()));
        if (sent != null) {
            say("       " + shortened(withoutPassword(sent).toString()));
        }
        say("    <- %d in %s".formatted(exchange.status(), millis(exchange.took())));
        if (!exchange.body().isEmpty()) {
            say("       " + shortened(exchange.body()));
        }
    }

    void kept(String expectation) {
        say("    ok " + expectation);
    }

    void failed(String message) {
        say("");
        say("FAILED " + message);
    }

    void end(String text) {
        say("");
        say(text);
    }

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static ObjectNode withoutPassword(ObjectNode sent) {
        return sent.has("password") ? sent.deepCopy().put("password", "...") : sent;
    }

    private static String shortened(String body) {
        return body.length() <= LONGEST_BODY
                ? body
                : body.substring(0, LONGEST_BODY) + "... (" + body.length() + " characters)";
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
