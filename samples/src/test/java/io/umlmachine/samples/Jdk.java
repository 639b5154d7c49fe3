package io.umlmachine.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK of this host.
 *
 * @param feature its version, such as 17
 * @param home where it is
 */
record Jdk(int feature, Path home) {

    private static final int OLDEST = 17;

    /**
     * One of each version from 17 on: that which runs this, those that variables named JAVA_HOME or JAVA_HOME_… name, as
     * hosts of continuous integration set them, those of Debian's alternatives, and those beside any of them.
     */
    static Collection<Jdk> found() throws IOException, InterruptedException {
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(Path.of(System.getProperty("java.home")));
        System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isBlank())
                .forEach(value -> homes.add(Path.of(value)));
        homes.addAll(alternatives());
        for (Path home : Set.copyOf(homes)) {
            homes.addAll(beside(home));
        }
        Map<Integer, Jdk> jdks = new TreeMap<>();
        for (Path home : homes) {
            version(home)
                    .filter(feature -> feature >= OLDEST && Files.isExecutable(home.resolve("bin/javac")))
                    .ifPresent(feature -> jdks.putIfAbsent(feature, new Jdk(feature, home)));
        }
        return jdks.values();
    }

    private static Set<Path> alternatives() throws IOException, InterruptedException {
        Set<Path> homes = new LinkedHashSet<>();
        try {
            Process process = new ProcessBuilder("update-alternatives", "--list", "javac")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines()
                        .map(Path::of)
                        .forEach(javac -> homes.add(javac.resolve("../..").normalize()));
            }
            process.waitFor();
        } catch (IOException e) {
            // No Debian, no alternatives.
        }
        return homes;
    }

    private static Set<Path> beside(Path home) throws IOException {
        Path parent = home.getParent();
        if (parent == null) {
            return Set.of();
        }
        try (Stream<Path> others = Files.list(parent)) {
            return new LinkedHashSet<>(others.sorted().toList());
        }
    }

    /** What the file {@code release}, which every JDK has, says. */
    private static Optional<Integer> version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(release)));
        return Optional.ofNullable(properties.getProperty("JAVA_VERSION"))
                .map(version -> Runtime.Version.parse(version.replace("\"", "")).feature());
    }

    Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The program java. */
    String java() {
        return tool("java").toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
