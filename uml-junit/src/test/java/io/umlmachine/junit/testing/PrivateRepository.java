package io.umlmachine.junit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven that a test has for itself, without fetching everything anew: what the user's own holds is
 * there too, by links, but for the modules of this project. Closing removes it, which JUnit would do with a warning for each link.
 */
public final class PrivateRepository implements AutoCloseable {

    private static final String GROUP = "io/umlmachine";

    private final Path directory;

    private PrivateRepository(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes a repository.
     *
     * @param directory where to
     * @return a repository over the user's
     * @throws IOException if it cannot be made
     */
    public static PrivateRepository over(Path directory) throws IOException {
        // Surefire says where Maven had its own.
        Path users = Path.of(System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        List<Path> files;
        try (Stream<Path> all = Files.walk(users)) {
            // What Maven notes beside them it would change.
            files = all.filter(file ->
                            file.toString().endsWith(".jar") || file.toString().endsWith(".pom"))
                    .filter(file -> !users.relativize(file).startsWith(GROUP))
                    .toList();
        }
        for (Path file : files) {
            Path link = directory.resolve(users.relativize(file));
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, file);
        }
        return new PrivateRepository(directory);
    }

    /**
     * Where it is.
     *
     * @return as for the property maven.repo.local
     */
    public Path directory() {
        return directory;
    }

    /**
     * Installs a module of this project that has been packaged.
     *
     * @param module its directory
     * @throws IOException if it has not been packaged, or cannot be copied
     */
    public void install(Path module) throws IOException {
        String artifact = module.getFileName().toString();
        Path target = installPom(module.resolve("pom.xml"), artifact);
        try (Stream<Path> built = Files.list(module.resolve("target"))) {
            Path jar = built.filter(
                            file -> file.getFileName().toString().matches(artifact + "-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchFileException("No jar of " + artifact + ": has it been packaged?"));
            Files.copy(jar, target.resolve(jar.getFileName()));
        }
    }

    /**
     * Installs a pom of this project.
     *
     * @param pom the file
     * @param artifact whose it is
     * @return where the files of the artifact are
     * @throws IOException if it cannot be copied
     */
    public Path installPom(Path pom, String artifact) throws IOException {
        String version = Files.readString(pom).replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");
        Path target = Files.createDirectories(
                directory.resolve(GROUP).resolve(artifact).resolve(version));
        Files.copy(pom, target.resolve(artifact + "-" + version + ".pom"));
        return target;
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
