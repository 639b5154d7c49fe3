package io.umlmachine.internal.machine;

import io.umlmachine.ConsoleStream;
import java.util.Optional;

/** The lines of a stream, with a line in the place of those that were missed. For one thread. */
final class MarkedLines {

    private final ConsoleStream stream;
    private Optional<String> waiting = Optional.empty();
    private long told;

    MarkedLines(ConsoleStream stream) {
        this.stream = stream;
    }

    Optional<String> next() throws InterruptedException {
        if (waiting.isPresent()) {
            Optional<String> line = waiting;
            waiting = Optional.empty();
            return line;
        }
        Optional<String> line = stream.next();
        long missed = stream.missed() - told;
        if (missed == 0) {
            return line;
        }
        told += missed;
        waiting = line;
        return Optional.of("[" + missed + " lines missed]");
    }
}
