package io.umlmachine.pbuilder;

import java.nio.file.Path;

/** How the machines of tests are; what they need on the host is in a directory of the test's, and goes with it. */
final class TestConfig {

    private TestConfig() {}

    /** As users have them. Results are in {@code results}, and overlays in {@code place}, which is empty in the end. */
    static PbuilderConfig.Builder usual(Path directory) {
        return PbuilderConfig.builder()
                .hostname("clean-room")
                .buildPlace(directory.resolve("place"))
                .buildResult(directory.resolve("results"));
    }

    /**
     * In the mode for sources that are trusted, in which builds take half the time: for tests that have written theirs
     * themselves, and are about what the host does with builds, and not about what builds can do to it.
     */
    static PbuilderConfig.Builder trusting(Path directory) {
        return usual(directory).seccomp(true);
    }
}
