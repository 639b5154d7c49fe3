package io.umlmachine.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bootstrap tools as a person runs them: to a directory, which goes afterwards. */
enum ByHand {
    /** In the mode that it chooses for this user. */
    MMDEBSTRAP("mmdebstrap", "--variant=minbase", "--format=directory"),

    /** Which takes root, or what makes it believe to be root. */
    DEBOOTSTRAP("debootstrap", "--variant=minbase", "--force-check-gpg");

    private static final String ROOT = "root";

    private final List<String> command;

    ByHand(String... command) {
        this.command = List.of(command);
    }

    /**
     * Makes a small system, and adds how long it takes, its removal not counted.
     *
     * @return why it could not be done, if it could not
     */
    Optional<String> time(String suite, Series times) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(Path.of("/var/tmp"), "benchmark-by-hand");
        // mmdebstrap works as another user than the caller; sticky, so that no third one can take away what is in it.
        Files.setAttribute(place, "unix:mode", 01777);
        Path tree = place.resolve("tree");
        List<String> words = new ArrayList<>();
        if (this == DEBOOTSTRAP && !isRoot()) {
            words.addAll(List.of("fakechroot", "fakeroot"));
        }
        words.addAll(command);
        words.addAll(List.of(suite, tree.toString()));
        try {
            times.time(() -> Host.run(place, words.toArray(String[]::new)));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("'" + String.join(" ", words.subList(0, words.size() - 2)) + "' fails here");
        } finally {
            remove(place, tree);
        }
    }

    /** What a namespace made belongs to users whom only a namespace can be. */
    private void remove(Path place, Path tree) throws IOException, InterruptedException {
        if (Files.exists(tree) && this == MMDEBSTRAP && !isRoot()) {
            try {
                Host.run(place, "mmdebstrap", "--unshare-helper", "rm", "-rf", "--", tree.toString());
            } catch (IOException e) {
                // It was made without a namespace, then, and is the caller's.
                System.err.println(e.getMessage());
            }
        }
        Host.run(Path.of("/"), "rm", "-rf", "--", place.toString());
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals(ROOT);
    }
}
