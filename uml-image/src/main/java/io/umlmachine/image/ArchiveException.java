package io.umlmachine.image;

import io.umlmachine.ComponentException;
import java.nio.file.Path;

/** The archive of an image cannot be imported. Nothing of it is in the store. */
public final class ArchiveException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String archive;

    /** Why it cannot be imported. */
    public enum Reason {
        /** It is no archive of an image, or not all of it, or more than that. */
        DAMAGED,
        /** It is not signed, and it must be. */
        UNSIGNED,
        /** No trusted key has signed it, or somebody has changed it since. */
        UNTRUSTED,
        /** Another version of this library wrote it. */
        VERSION,
        /** The disk is not the one that the manifest is about. */
        MISMATCH
    }

    /**
     * A refusal.
     *
     * @param reason why
     * @param archive the archive
     * @param what what is the matter with it, without a subject, and what to do
     */
    public ArchiveException(Reason reason, Path archive, String what) {
        super("The archive " + archive + " " + what);
        this.reason = reason;
        this.archive = archive.toString();
    }

    /**
     * A refusal with its cause.
     *
     * @param reason why
     * @param archive the archive
     * @param what what is the matter with it, without a subject, and what to do
     * @param cause what led to it
     */
    public ArchiveException(Reason reason, Path archive, String what, Throwable cause) {
        super("The archive " + archive + " " + what, cause);
        this.reason = reason;
        this.archive = archive.toString();
    }

    /**
     * Why it cannot be imported.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The archive.
     *
     * @return its path
     */
    public Path archive() {
        return Path.of(archive);
    }
}
