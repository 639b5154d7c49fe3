package io.umlmachine;

/**
 * A kernel cannot be had, or cannot do what was asked of it. The message names the program, or the file and the mirror,
 * and says what to do.
 */
public final class KernelException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String subject;

    /** What is wrong. */
    public enum Problem {
        /** A program does not answer as a User-Mode Linux kernel does. */
        NOT_A_KERNEL,
        /** The kernel, or this host, lacks something that was asked for. */
        UNSUPPORTED,
        /** No mirror was named, and the host's apt sources name none. */
        NO_MIRROR,
        /** A file could not be downloaded. */
        DOWNLOAD,
        /** It took longer than it was given. */
        TIMEOUT,
        /** A release file is not signed by a key that is trusted, or is about another suite. */
        SIGNATURE,
        /** A release file says that it is no longer valid. */
        EXPIRED,
        /** A file is not the one that the signed release file speaks of. */
        CHECKSUM,
        /** The archive does not hold what a kernel needs. */
        PACKAGE,
        /** A file is not in its format, or in one that is not understood. */
        FORMAT,
        /** The cache cannot be read or written. */
        CACHE
    }

    /**
     * A failure.
     *
     * @param problem what is wrong
     * @param subject with what: a program's path, or a file's address
     * @param message what happened, where, and what to do
     */
    public KernelException(Problem problem, String subject, String message) {
        super(message);
        this.problem = problem;
        this.subject = subject;
    }

    /**
     * A failure with its cause.
     *
     * @param problem what is wrong
     * @param subject with what: a program's path, or a file's address
     * @param message what happened, where, and what to do
     * @param cause what led to it
     */
    public KernelException(Problem problem, String subject, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.subject = subject;
    }

    /**
     * What is wrong.
     *
     * @return the kind of problem
     */
    public Problem problem() {
        return problem;
    }

    /**
     * What it is wrong with.
     *
     * @return a program's path, or the address of a file on a mirror
     */
    public String subject() {
        return subject;
    }
}
