package io.umlmachine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A command to run in the guest. No shell is involved: every argument reaches the program as it is, whatever quotes,
 * spaces or newlines it holds. Immutable; each setter returns a changed copy. Thread-safe, unless its standard input is a
 * stream, which can be read once only.
 *
 * <p>Unless told otherwise a command runs as root in {@code /}, with an environment of {@code PATH}, {@code HOME},
 * {@code USER}, {@code LOGNAME}, {@code SHELL} and {@code LANG=C.UTF-8} only, an empty standard input and no time limit.
 */
public final class Command {

    /** How much of each output stream {@code exec} keeps if {@link #outputLimit} is not called: 64 MiB. */
    public static final ByteSize DEFAULT_OUTPUT_LIMIT = ByteSize.mebibytes(64);

    private final List<String> argv;
    private final String user;
    private final String directory;
    private final Map<String, String> environment;
    private final Optional<Stdin> stdin;
    private final Optional<Duration> timeout;
    private final Optional<TerminalSize> terminal;
    private final ByteSize outputLimit;

    private Command(
            List<String> argv,
            String user,
            String directory,
            Map<String, String> environment,
            Optional<Stdin> stdin,
            Optional<Duration> timeout,
            Optional<TerminalSize> terminal,
            ByteSize outputLimit) {
        this.argv = argv;
        this.user = user;
        this.directory = directory;
        this.environment = environment;
        this.stdin = stdin;
        this.timeout = timeout;
        this.terminal = terminal;
        this.outputLimit = outputLimit;
    }

    /** Where a command's standard input comes from. */
    @FunctionalInterface
    public interface Stdin {
        /**
         * Opens the input; the machine closes it.
         *
         * @return the bytes that the command will read
         * @throws IOException if it cannot be opened
         */
        InputStream open() throws IOException;
    }

    /**
     * A command from its program and arguments.
     *
     * @param argv the program, looked up in the command's PATH if it holds no slash, and its arguments
     * @return the command
     * @throws IllegalArgumentException if there is no program, or a word holds a NUL character
     */
    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    /**
     * A command from its program and arguments.
     *
     * @param argv the program, looked up in the command's PATH if it holds no slash, and its arguments
     * @return the command
     * @throws IllegalArgumentException if there is no program, or a word holds a NUL character
     */
    public static Command of(List<String> argv) {
        List<String> words = List.copyOf(argv);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("A command needs a program to run");
        }
        for (int i = 0; i < words.size(); i++) {
            refuseNul(i == 0 ? "the program's name" : "argument " + i, words.get(i));
        }
        return new Command(
                words,
                "root",
                "/",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEFAULT_OUTPUT_LIMIT);
    }

    /**
     * Adds arguments after those that there are.
     *
     * @param arguments any number of words
     * @return the changed command
     * @throws IllegalArgumentException if a word holds a NUL character
     */
    public Command args(String... arguments) {
        List<String> words = new ArrayList<>(argv);
        words.addAll(List.of(arguments));
        return new Command(of(words).argv, user, directory, environment, stdin, timeout, terminal, outputLimit);
    }

    /**
     * Runs the command as another user of the guest, with that user's groups. Default: root.
     *
     * @param user a name from the guest's passwd, or a number
     * @return the changed command
     */
    public Command user(String user) {
        refuseNul("the user", user);
        return new Command(argv, user, directory, environment, stdin, timeout, terminal, outputLimit);
    }

    /**
     * Runs the command in a directory of the guest. Default: {@code /}.
     *
     * @param directory an absolute path
     * @return the changed command
     * @throws IllegalArgumentException if the path is not absolute
     */
    public Command directory(String directory) {
        refuseNul("the directory", directory);
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException("The directory of a command must be absolute: '" + directory + "'");
        }
        return new Command(argv, user, directory, environment, stdin, timeout, terminal, outputLimit);
    }

    /**
     * Sets a variable of the command's environment. Nothing is inherited from the host.
     *
     * @param name the variable's name, without {@code =}
     * @param value its value
     * @return the changed command
     * @throws IllegalArgumentException if the name is empty or holds {@code =}, or either holds NUL
     */
    public Command env(String name, String value) {
        refuseNul("the environment", name);
        refuseNul("the variable " + name, value);
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("No name for an environment variable: '" + name + "'");
        }
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(name, value);
        return new Command(
                argv, user, directory, Collections.unmodifiableMap(changed), stdin, timeout, terminal, outputLimit);
    }

    /**
     * Sets several variables of the command's environment.
     *
     * @param variables names and values
     * @return the changed command
     * @throws IllegalArgumentException as {@link #env(String, String)}
     */
    public Command env(Map<String, String> variables) {
        Command changed = this;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            changed = changed.env(variable.getKey(), variable.getValue());
        }
        return changed;
    }

    /**
     * Gives the command bytes to read. Default: an empty input.
     *
     * @param bytes its standard input; not copied
     * @return the changed command
     */
    public Command stdin(byte[] bytes) {
        return stdin(() -> new ByteArrayInputStream(bytes));
    }

    /**
     * Gives the command text to read, as UTF-8.
     *
     * @param text its standard input
     * @return the changed command
     */
    public Command stdin(String text) {
        return stdin(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Gives the command a file of the host to read.
     *
     * @param file the file, opened when the command starts
     * @return the changed command
     */
    public Command stdin(Path file) {
        return stdin(() -> Files.newInputStream(file));
    }

    /**
     * Gives the command a stream to read.
     *
     * @param source opened when the command starts
     * @return the changed command
     */
    public Command stdin(Stdin source) {
        return new Command(argv, user, directory, environment, Optional.of(source), timeout, terminal, outputLimit);
    }

    /**
     * Limits how long the command may run, from the request on; it and what it started are killed after that. Default: no
     * limit.
     *
     * @param timeout the limit, positive
     * @return the changed command
     * @throws IllegalArgumentException if it is not positive
     */
    public Command timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A command's timeout must be positive: " + timeout);
        }
        return new Command(argv, user, directory, environment, stdin, Optional.of(timeout), terminal, outputLimit);
    }

    /**
     * Runs the command on a pseudo-terminal, which merges standard error into standard output.
     *
     * @param size the terminal's size at the start
     * @return the changed command
     */
    public Command terminal(TerminalSize size) {
        return new Command(argv, user, directory, environment, stdin, timeout, Optional.of(size), outputLimit);
    }

    /**
     * Limits how much of standard output, and of standard error, {@code exec} keeps: the first so many bytes. The
     * command is not stopped; {@link ExecResult#truncated} tells. Default: {@link #DEFAULT_OUTPUT_LIMIT}.
     *
     * @param limit for each of the two streams, below 2 GiB
     * @return the changed command
     * @throws IllegalArgumentException if it is 2 GiB or more
     */
    public Command outputLimit(ByteSize limit) {
        if (limit.bytes() > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("Output of " + limit + " does not fit a Java array; stream it");
        }
        return new Command(argv, user, directory, environment, stdin, timeout, terminal, limit);
    }

    /**
     * The program and its arguments.
     *
     * @return an unmodifiable list, never empty
     */
    public List<String> argv() {
        return argv;
    }

    /**
     * The guest user that runs it.
     *
     * @return a name or a number
     */
    public String user() {
        return user;
    }

    /**
     * The directory it runs in.
     *
     * @return an absolute path of the guest
     */
    public String directory() {
        return directory;
    }

    /**
     * The variables that {@link #env(String, String)} set.
     *
     * @return an unmodifiable map in order of setting
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Where its standard input comes from.
     *
     * @return the source, or empty for an empty input
     */
    public Optional<Stdin> stdin() {
        return stdin;
    }

    /**
     * How long it may run.
     *
     * @return the limit, if there is one
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * The pseudo-terminal it runs on.
     *
     * @return the size, or empty if it runs on pipes
     */
    public Optional<TerminalSize> terminal() {
        return terminal;
    }

    /**
     * How much of each output stream {@code exec} keeps.
     *
     * @return the limit
     */
    public ByteSize outputLimit() {
        return outputLimit;
    }

    /** The words as a shell would need them, for messages; the command itself never passes a shell. */
    @Override
    public String toString() {
        return argv.stream().map(Command::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && "'\"\\$`*?[]#~&|;<>()!{}".indexOf(c) < 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static void refuseNul(String what, String text) {
        int at = text.indexOf('\0');
        if (at >= 0) {
            throw new IllegalArgumentException(
                    "No program can receive a NUL character, but " + what + " has one at index " + at);
        }
    }
}
