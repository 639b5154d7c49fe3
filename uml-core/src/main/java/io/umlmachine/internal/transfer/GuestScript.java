package io.umlmachine.internal.transfer;

import io.umlmachine.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The perl scripts that do the guest's part of a copy; perl is what every image has. Thread-safe. */
enum GuestScript {
    /** Makes a file from a disk. */
    RECEIVE("receive.pl"),
    /** Writes a file or a tree to a disk. */
    SEND("send.pl");

    /** What SEND ends with if there is nothing to send. */
    static final int NO_SUCH_FILE = 66;

    private final String text;

    GuestScript(String resource) {
        text = load(resource);
    }

    Command command(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("perl", "-e", text, "--"));
        argv.addAll(List.of(arguments));
        return Command.of(argv);
    }

    private static String load(String resource) {
        try (InputStream script = GuestScript.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException("This jar lacks " + resource);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " from this jar", e);
        }
    }
}
