package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.DiskImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.Check;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The disk of a machine where apt knows the packages that were built, if more than one check wants that: fetching apt's
 * lists takes longer than anything else. For one thread.
 */
final class PreparedDisk implements AutoCloseable {

    private final boolean shared;
    private Optional<DiskImage> image = Optional.empty();

    PreparedDisk(List<Check> checks) {
        this.shared = checks.stream()
                        .filter(check -> !(check instanceof Check.Lintian))
                        .count()
                > 1;
    }

    boolean isMade() {
        return image.isPresent();
    }

    DiskImage image() {
        return image.orElseThrow();
    }

    /** Keeps the disk of a machine that is ready, if it will be wanted again. */
    void offer(UmlMachine machine) throws IOException, InterruptedException {
        if (shared && image.isEmpty()) {
            image = Optional.of(machine.snapshot());
        }
    }

    @Override
    public void close() {
        image.ifPresent(DiskImage::close);
    }
}
