package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Source packages of the archive give Debian's own binary packages: the same files and control fields. Of the corpus, the
 * quickest are built; {@code -Duml.corpus=all} builds all, and a list of names those.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class CorpusIT {

    private static final List<String> QUICKEST = List.of("authbind", "libjson-xs-perl", "golang-github-pkg-errors");

    private static final List<String> ALL = List.of(
            "authbind",
            "hello",
            "libjson-xs-perl",
            "zlib",
            "gdbm",
            "tzdata",
            "fmtlib",
            "golang-github-pkg-errors",
            "libslirp",
            "dh-python");

    private static final String WANTED = System.getProperty("uml.corpus", "");

    private static final Logger LOG = LoggerFactory.getLogger(CorpusIT.class);

    private static PbuilderConfig config;
    private static ArchivePackages archive;

    @TempDir
    private Path directory;

    static Stream<String> sources() {
        return switch (WANTED) {
            case "" -> QUICKEST.stream();
            case "all" -> ALL.stream();
            default -> Stream.of(WANTED.split(","));
        };
    }

    @BeforeAll
    static void openTheArchive() throws IOException, InterruptedException {
        // The compiler takes more than the default for fmtlib's tests. All of it takes half the time in the mode for
        // trusted
        // sources, and hours in the usual one; the quickest show that mode.
        config = PbuilderConfig.builder()
                .memory(ByteSize.gibibytes(2))
                .seccomp(!WANTED.isEmpty())
                .build();
        archive = ArchivePackages.open(config);
    }

    @AfterAll
    static void closeTheArchive() {
        if (archive != null) {
            archive.close();
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceOfTheArchiveGivesDebiansOwnPackages(String source) throws IOException, InterruptedException {
        // The archive of security updates does not always serve the parts of its sources.
        Dsc dsc = DebianSource.fetchFrom(config.distribution(), source, directory.resolve("source"));
        Pbuilder pbuilder = Pbuilder.with(config.toBuilder()
                .buildPlace(directory.resolve("place"))
                .buildResult(directory.resolve("results"))
                .build());

        BuildResult result = pbuilder.build(BuildRequest.of(dsc.file())).orThrow();

        List<ArchivePackages.Comparison> comparisons = archive.compare(result);
        LOG.info("{} {} took {}: {}", source, dsc.version(), result.duration(), comparisons);
        assertThat(comparisons)
                .isNotEmpty()
                .allSatisfy(comparison -> assertThat(comparison.differences()).isEmpty());
    }
}
