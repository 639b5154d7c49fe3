package io.umlmachine.junit.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link RunTests} in a process of its own, with the class path of this one or another JUnit. */
public final class TestProgram {

    private TestProgram() {}

    /**
     * Runs test classes to the end.
     *
     * @param environment variables beside those of this process
     * @param options of the JVM
     * @param classPath the class path
     * @param classes the test classes
     * @return what was printed to both outputs
     * @throws IOException if the program cannot be run
     * @throws InterruptedException if the thread is interrupted; the program is killed
     */
    public static String run(
            Map<String, String> environment, List<String> options, String classPath, Class<?>... classes)
            throws IOException, InterruptedException {
        Process process = start(environment, options, classPath, classes);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Starts to run test classes.
     *
     * @param environment variables beside those of this process
     * @param options of the JVM
     * @param classPath the class path
     * @param classes the test classes
     * @return the process, whose outputs are one
     * @throws IOException if the program cannot be run
     */
    public static Process start(
            Map<String, String> environment, List<String> options, String classPath, Class<?>... classes)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, RunTests.class.getName()));
        Arrays.stream(classes).map(Class::getName).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * The class path of this program.
     *
     * @return as for the option -cp
     */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /**
     * The class path of this program with another JUnit.
     *
     * @param junit where the jars of that are, and no others
     * @return as for the option -cp
     */
    public static String classPath(Path junit) {
        Predicate<String> replaced =
                entry -> Path.of(entry).getFileName().toString().matches("(junit-|opentest4j|jqwik).*");
        return Stream.concat(
                        Stream.of(junit + File.separator + "*"),
                        Stream.of(classPath().split(File.pathSeparator)).filter(replaced.negate()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
