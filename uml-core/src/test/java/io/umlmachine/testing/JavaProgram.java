package io.umlmachine.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java program of its own process, with the classes of the tests. Closing kills it. For one thread. */
public final class JavaProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private JavaProgram(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a program.
     *
     * @param main the class with its main method
     * @param environment variables beside those of this process
     * @param arguments the program's arguments
     * @return the program, whose errors go where this one's go
     * @throws IOException if it cannot be started
     */
    public static JavaProgram start(Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(List.of(), main, environment, arguments);
    }

    /**
     * Starts a program by another one.
     *
     * @param prefix the other program and its arguments, such as taskset
     * @param main the class with its main method
     * @param environment variables beside those of this process
     * @param arguments the program's arguments
     * @return the program, whose errors go where this one's go
     * @throws IOException if it cannot be started
     */
    public static JavaProgram start(
            List<String> prefix, Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new JavaProgram(builder.start());
    }

    /**
     * The process.
     *
     * @return as the JDK sees it
     */
    public Process process() {
        return process;
    }

    /**
     * Waits for a line of its output.
     *
     * @return the line
     * @throws IOException if it ends without one
     */
    public String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The program ended without another line");
        }
        return line;
    }

    /**
     * Says a line to its input.
     *
     * @param line the line
     * @throws IOException if it does not listen
     */
    public void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends it SIGTERM; its output can be read to the end, which {@link Process#destroy} does not allow. */
    public void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
