package io.umlmachine.image;

import java.util.List;

/**
 * What came of checking a generation against its manifest. Immutable and thread-safe.
 *
 * @param name the generation
 * @param faults what is not as it should be; empty if all is well
 */
public record GenerationCheck(GenerationName name, List<Fault> faults) {

    /**
     * Copies the list.
     *
     * @param name the generation
     * @param faults what is not as it should be; empty if all is well
     */
    public GenerationCheck {
        faults = List.copyOf(faults);
    }

    /**
     * Whether all is well.
     *
     * @return true if there is no fault
     */
    public boolean sound() {
        return faults.isEmpty();
    }

    /**
     * One difference.
     *
     * @param kind what differs
     * @param expected what it should be
     * @param found what it is
     */
    public record Fault(Kind kind, String expected, String found) {}

    /** What can differ. */
    public enum Kind {
        /** There is no manifest, or it cannot be understood: nothing else can be checked. */
        MANIFEST,
        /** The disk's file cannot be read. */
        UNREADABLE,
        /** The disk is larger or smaller. */
        SIZE,
        /** The disk holds other data. */
        DATA,
        /** The disk's file can be written, or not be read by who may use it. */
        MODE
    }
}
