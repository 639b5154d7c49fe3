package io.umlmachine.internal.machine;

import java.nio.file.Path;

/** Where a machine's writes to its disk go. */
sealed interface DiskMode {

    /** To an overlay that goes with the machine. */
    record Throwaway() implements DiskMode {}

    /** To an overlay in the host's memory that goes with the machine. */
    record InMemory() implements DiskMode {}

    /**
     * To an overlay that stays.
     *
     * @param overlay its file
     */
    record Kept(Path overlay) implements DiskMode {}

    /** To the image. */
    record Direct() implements DiskMode {}

    /** Whether what the guest wrote matters after the machine's end. */
    default boolean outlivesMachine() {
        return !(this instanceof Throwaway || this instanceof InMemory);
    }
}
