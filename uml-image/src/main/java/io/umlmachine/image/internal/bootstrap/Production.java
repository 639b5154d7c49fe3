package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A way to the disk of a new generation. */
public interface Production {

    /** What it is called in the manifest. */
    ImageOperation operation();

    /** The generation that it starts from, if it starts from one. */
    default Optional<GenerationName> base() {
        return Optional.empty();
    }

    /**
     * Makes a disk that boots, in the directory of the attempt, phase by phase.
     *
     * @return the disk, or nothing if it would be like that of the generation that there is
     * @throws io.umlmachine.image.ImageException if it cannot
     */
    Optional<Product> makeDisk(Creation creation) throws IOException, InterruptedException;

    /**
     * A disk that has not been checked yet.
     *
     * @param disk its file, which nobody else uses
     * @param tools the programs of the host that took part, besides the kernel
     * @param fetched the versions of those that are not the host's
     */
    record Product(Path disk, Set<Subject> tools, Map<String, String> fetched) {

        /** A disk that the host's programs have made. */
        public Product(Path disk, Set<Subject> tools) {
            this(disk, tools, Map.of());
        }
    }
}
