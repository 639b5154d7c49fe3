package io.umlmachine.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program with everything that it starts, however it leaves its parents, groups and sessions: the program's parent
 * asks the host's kernel for every orphan below it (prctl's PR_SET_CHILD_SUBREAPER), and ends when it has none left. So
 * that a process which is left behind is found whatever it calls itself. Thread-safe.
 */
public final class ProcessTree implements AutoCloseable {

    /** The call is prctl(36, 1), by its number on x86-64. Its own output is the program's process id. */
    private static final String KEEPER = """
            syscall(157, 36, 1, 0, 0, 0) == 0 or die "prctl: $!";
            $| = 1;
            my $program = fork;
            if ($program == 0) { exec { $ARGV[0] } @ARGV; die "exec: $!" }
            print "$program\\n";
            close STDOUT;
            my $status = 0;
            while ((my $child = wait) > 0) { $status = $? if $child == $program }
            exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
            """;

    private final Process keeper;
    private final ProcessHandle program;
    private final AtomicInteger lines = new AtomicInteger();
    private volatile String lastLine = "";

    private ProcessTree(Process keeper, ProcessHandle program, BufferedReader output) {
        this.keeper = keeper;
        this.program = program;
        Thread reader = new Thread(() -> follow(output), "output-of-" + program.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program.
     *
     * @param argv the program and its arguments
     * @param environment the whole environment
     * @param errors the file that gets its standard error
     */
    public static ProcessTree start(List<String> argv, Map<String, String> environment, Path errors)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder("perl", "-e", KEEPER);
        builder.command().addAll(argv);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process keeper = builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8));
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("Could not start " + argv.get(0) + ": " + Files.readString(errors));
        }
        // Empty only if it has been reaped already.
        ProcessHandle program = ProcessHandle.of(Long.parseLong(pid)).orElse(keeper.toHandle());
        return new ProcessTree(keeper, program, output);
    }

    /**
     * Starts a Java program with the classes of the tests, whose machines keep all that is theirs below a directory:
     * {@code r} is its runtime directory, {@code c} its cache, and {@code errors} gets its standard error.
     *
     * @param main the class with its main method
     * @param place the directory, with a short path
     * @param temporary the directory for its temporary files
     * @param arguments the program's arguments
     */
    public static ProcessTree startJava(Class<?> main, Path place, Path temporary, String... arguments)
            throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                // Where JNA unpacks its library.
                "-Duser.home=" + place,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        argv.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", place.toString(),
                "UMLMACHINE_RUNTIME", place.resolve("r").toString(),
                "UMLMACHINE_CACHE", place.resolve("c").toString());
        return start(argv, environment, place.resolve("errors"));
    }

    private void follow(BufferedReader output) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lastLine = line;
                lines.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program's last whole line of output so far. */
    public String lastLine() {
        return lastLine;
    }

    /** How many lines it has said. */
    public int lines() {
        return lines.get();
    }

    /** Sends the program, and nothing else of the tree, a signal; not if it has ended. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(program.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Kills the first process of the tree whose command line has a word in it, if there is one. */
    public void killOne(String word) {
        keeper.toHandle()
                .descendants()
                .filter(process -> process.pid() != program.pid())
                .filter(process -> process.info().commandLine().orElse("").contains(word))
                .findFirst()
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Waits for the program alone, at most so long. */
    public boolean awaitProgram(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (isRunning()) {
            if (System.nanoTime() >= end || keeper.waitFor(1, TimeUnit.MILLISECONDS)) {
                return !isRunning();
            }
        }
        return true;
    }

    private boolean isRunning() {
        return keeper.isAlive()
                && keeper.toHandle().children().anyMatch(child -> child.pid() == program.pid() && child.isAlive());
    }

    /** Waits for the whole tree, at most so long. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return keeper.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The program's exit status, once the whole tree has ended: its exit code, or 128 + n for a death by signal n. */
    public int status() {
        return keeper.exitValue();
    }

    /** What still runs of the tree, in words. */
    public List<String> left() {
        return keeper.toHandle().descendants().map(ProcessTree::describe).toList();
    }

    private static String describe(ProcessHandle process) {
        try {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            return process.pid() + " "
                    + Files.readString(proc.resolve("cmdline")).replace('\0', ' ') + " ("
                    + Files.readString(proc.resolve("stat")).strip() + ")";
        } catch (IOException e) {
            return process.pid() + " (ended meanwhile)";
        }
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        keeper.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        keeper.destroyForcibly();
    }
}
