package io.umlmachine.image;

/** Why an image could not be made. */
public enum ImageFailure {
    /** A program of the host or of the guest failed; its command line and its last words tell more. */
    PROGRAM,
    /** A program took longer than it may. */
    TIMED_OUT,
    /** A release file, an index or a package is not signed by a key of the keyring, or is not what the signed file says. */
    UNTRUSTED,
    /** The disk of the host or of the guest is full. */
    NO_SPACE,
    /** The system was made, but does not boot or is not in order. */
    UNSOUND,
    /** The host lacks something, or a file of it cannot be read or written. */
    HOST,
    /** The recipe asks for what cannot be, such as a package that the archive does not have. */
    RECIPE
}
