package io.umlmachine.image.internal.derive;

import io.umlmachine.CowFile;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.FileSystem;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.WorkMachine;
import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a machine works on the disk of a generation, which stays as it is. For one thread. */
sealed interface Workplace {

    /** Prepares it, and boots a machine there. */
    WorkMachine boot(Surroundings surroundings) throws IOException, InterruptedException;

    /** Makes one disk of what the machine has left, once it has ended. */
    Path toDisk() throws IOException, InterruptedException;

    /** The cheapest one that has room. */
    static Workplace of(Path disk, ImageRecipe recipe, Creation creation) {
        return recipe.freeSpace().isPresent()
                ? new LargerCopy(disk, recipe, creation)
                : new Overlay(disk, creation.file("overlay.cow"), recipe, creation);
    }

    /**
     * An overlay of the disk.
     *
     * @param disk the disk
     * @param overlay a file to be made
     * @param recipe what the disk was made from
     * @param creation the attempt
     */
    record Overlay(Path disk, Path overlay, ImageRecipe recipe, Creation creation) implements Workplace {

        @Override
        public WorkMachine boot(Surroundings surroundings) throws IOException, InterruptedException {
            return WorkMachine.overlaid(disk, overlay, recipe.settings().hostname(), surroundings, creation);
        }

        @Override
        public Path toDisk() throws IOException, InterruptedException {
            Path flat = creation.file("disk.img");
            Interrupts.heed(() -> {
                CowFile.open(overlay).merge(flat);
                return flat;
            });
            Files.delete(overlay);
            FileSystem.settle(flat, creation);
            return flat;
        }
    }

    /**
     * A copy of a disk that was shrunk to what was needed then: a copy of the size that it had before, and shrunk again in the
     * end.
     *
     * @param disk the disk
     * @param recipe what it was made from
     * @param creation the attempt
     */
    record LargerCopy(Path disk, ImageRecipe recipe, Creation creation) implements Workplace {

        @Override
        public WorkMachine boot(Surroundings surroundings) throws IOException, InterruptedException {
            Path working = FileSystem.enlarged(disk, recipe, creation);
            return WorkMachine.boot(working, recipe.settings().hostname(), surroundings, creation);
        }

        @Override
        public Path toDisk() throws IOException, InterruptedException {
            return FileSystem.fitted(recipe, creation);
        }
    }
}
