package io.umlmachine.internal.ready;

import io.umlmachine.ConsoleStream;
import io.umlmachine.Ready;
import io.umlmachine.ReadyWait;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * A line of the console.
 *
 * @param pattern what it holds
 */
public record LineReady(Pattern pattern) implements Ready {

    @Override
    public String awaited() {
        return "console line with " + pattern;
    }

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        ConsoleStream stream = wait.machine().consoleStream();
        for (Optional<String> line = stream.next(); line.isPresent(); line = stream.next()) {
            if (pattern.matcher(line.get()).find()) {
                return;
            }
            wait.saw(line.get());
        }
        // The console has ended, and so has the machine: whoever waits hears that from the machine itself.
        new CountDownLatch(1).await();
    }
}
