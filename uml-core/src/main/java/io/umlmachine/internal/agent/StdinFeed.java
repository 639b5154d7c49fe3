package io.umlmachine.internal.agent;

import io.umlmachine.Command;
import io.umlmachine.CommandStartException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The standard input that a command brings along, on its way to the guest: a thread of its own reads it. */
final class StdinFeed {

    private static final int CHUNK = 8_192;

    private StdinFeed() {}

    /**
     * Opens what a command brings along.
     *
     * @throws CommandStartException if that fails
     */
    static Optional<InputStream> open(Command command) {
        try {
            return command.stdin().isPresent()
                    ? Optional.of(command.stdin().get().open())
                    : Optional.empty();
        } catch (IOException e) {
            throw new CommandStartException(command, "its standard input cannot be opened: " + e);
        }
    }

    /** Sends everything, and closes both ends. What cannot be read is the end of the command, not of its input. */
    static void start(String machine, Channel channel, InputStream input) {
        Thread thread = new Thread(() -> run(channel, input), "uml-stdin-" + machine);
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Channel channel, InputStream input) {
        byte[] buffer = new byte[CHUNK];
        try (input) {
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                if (!send(channel, buffer, length)) {
                    return;
                }
            }
            channel.stdin().close();
        } catch (IOException | RuntimeException e) {
            channel.condemn(new CommandStartException(channel.command(), "its standard input cannot be read: " + e));
        }
    }

    /** False if the command has ended, or does not read any more, as commands may. */
    private static boolean send(Channel channel, byte[] bytes, int length) {
        try {
            channel.stdin().write(bytes, 0, length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
