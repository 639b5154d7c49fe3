package io.umlmachine.internal.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program of the host to run to its end. Nothing of it is left when it times out, when the caller is interrupted, or
 * when this program dies. Immutable; each setter returns a changed copy.
 */
public final class HostCommand {

    private static final Duration NO_LIMIT = Duration.ofDays(365);
    private static final int TAIL_LINES = 100;

    private final List<String> argv;
    private final Path directory;
    private final Map<String, String> environment;
    private final Consumer<String> onLine;
    private final Duration timeout;

    private HostCommand(
            List<String> argv,
            Path directory,
            Map<String, String> environment,
            Consumer<String> onLine,
            Duration timeout) {
        this.argv = argv;
        this.directory = directory;
        this.environment = environment;
        this.onLine = onLine;
        this.timeout = timeout;
    }

    /**
     * What a program left.
     *
     * @param exitStatus its exit code, or 128 + n for a death by signal n
     * @param timedOut whether it was killed because it ran too long
     * @param tail the last hundred lines that it printed
     */
    public record Result(int exitStatus, boolean timedOut, String tail) {
        /** Whether it ran to its end and exited with code 0. */
        public boolean success() {
            return exitStatus == 0 && !timedOut;
        }
    }

    /** A program by its absolute path, with arguments; it gets only PATH, HOME and LANG, and an empty input. */
    public static HostCommand of(List<String> argv) {
        return new HostCommand(List.copyOf(argv), Path.of("/"), Map.of(), line -> {}, NO_LIMIT);
    }

    /** The working directory. Default: {@code /}. */
    public HostCommand directory(Path directory) {
        return new HostCommand(argv, directory, environment, onLine, timeout);
    }

    /** Variables beside PATH, HOME and LANG. */
    public HostCommand environment(Map<String, String> environment) {
        return new HostCommand(argv, directory, Map.copyOf(environment), onLine, timeout);
    }

    /** Who hears each line that it prints, on the thread that runs it. */
    public HostCommand onLine(Consumer<String> onLine) {
        return new HostCommand(argv, directory, environment, onLine, timeout);
    }

    /** How long it may run. Default: no limit. */
    public HostCommand timeout(Duration timeout) {
        return new HostCommand(argv, directory, environment, onLine, timeout);
    }

    /**
     * Runs it and waits for its end.
     *
     * @param owner whom its processes belong to
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted; all that it started has been killed
     */
    public Result run(OwnedDirectory owner) throws IOException, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", Programs.pathVariable());
        variables.put("HOME", System.getProperty("user.home"));
        variables.put("LANG", "C.UTF-8");
        variables.putAll(environment);
        HostProcess process = HostProcess.start(argv, variables, directory, true, owner);
        Tail tail = new Tail();
        Thread reader = new Thread(() -> tail.drain(process.process(), onLine), "uml-output-" + owner.name());
        reader.setDaemon(true);
        try {
            process.process().getOutputStream().close();
            reader.start();
            boolean ended = process.waitFor(timeout);
            process.end();
            reader.join();
            tail.rethrow();
            return new Result(process.onExit().join(), !ended, tail.text());
        } finally {
            process.end();
        }
    }

    /** The last lines of an output. */
    private static final class Tail {
        private final Deque<String> lines = new ArrayDeque<>();
        private @Nullable RuntimeException failure;

        void drain(Process process, Consumer<String> onLine) {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                    tell(onLine, line);
                }
            } catch (IOException e) {
                add("[output lost: " + e.getMessage() + "]");
            }
        }

        /** A listener that fails must not stop the reading: the program would hang on a full pipe. */
        private synchronized void tell(Consumer<String> onLine, String line) {
            if (failure == null) {
                try {
                    onLine.accept(line);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }

        synchronized void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }

        private synchronized void add(String line) {
            lines.addLast(line);
            if (lines.size() > TAIL_LINES) {
                lines.removeFirst();
            }
        }

        synchronized String text() {
            return String.join("\n", lines);
        }
    }
}
