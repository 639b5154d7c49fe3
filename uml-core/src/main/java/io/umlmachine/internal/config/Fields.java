package io.umlmachine.internal.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the words that one word of a list becomes. */
final class Fields {

    private final List<String> done = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean started;

    /** Adds text that stays together, even if it is empty. */
    void append(String text) {
        current.append(text);
        started = true;
    }

    /** Adds text that is split at white space. */
    void appendSplit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n') {
                end();
            } else {
                append(String.valueOf(c));
            }
        }
    }

    /** Ends the current word, if one has begun. */
    void end() {
        if (started) {
            done.add(current.toString());
        }
        current.setLength(0);
        started = false;
    }

    List<String> words() {
        end();
        return done;
    }
}
