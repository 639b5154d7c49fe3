package io.umlmachine.internal.terminal;

import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * A terminal that is two streams, and in raw mode by nature. As thread-safe as its streams.
 *
 * @param input what is typed
 * @param output what is shown
 * @param sizes its size now
 * @param type its type
 */
public record StreamTerminal(InputStream input, OutputStream output, Supplier<TerminalSize> sizes, String type)
        implements Terminal {

    @Override
    public TerminalSize size() {
        return sizes.get();
    }

    @Override
    public Session open() {
        return new Streams(input, output);
    }

    private record Streams(InputStream input, OutputStream output) implements Session {
        @Override
        public void close() {
            // The streams are their owner's.
        }
    }
}
