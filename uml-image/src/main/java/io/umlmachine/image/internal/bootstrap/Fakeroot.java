package io.umlmachine.image.internal.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs programs that believe to be root, and remembers from one to the next which owners, modes and devices they believe to
 * have made. As root it runs them as they are.
 */
final class Fakeroot {

    private final Creation creation;
    private final List<String> prefix;

    private Fakeroot(Creation creation, List<String> prefix) {
        this.creation = creation;
        this.prefix = prefix;
    }

    static Fakeroot of(Creation creation) throws IOException {
        if (Tools.isRoot()) {
            return new Fakeroot(creation, List.of());
        }
        Path state = Files.createFile(creation.file("fakeroot.state"));
        return new Fakeroot(
                creation, List.of(Tools.path("fakeroot"), "-i", state.toString(), "-s", state.toString(), "--"));
    }

    void run(List<String> argv) throws IOException, InterruptedException {
        run(argv, Map.of());
    }

    void run(List<String> argv, Map<String, String> environment) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(argv);
        creation.run(whole, environment);
    }
}
