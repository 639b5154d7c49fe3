package io.umlmachine.pbuilder;

/** The parts of a build, in their order; the last one only if checks were asked for. */
public enum BuildPhase {
    /** On the host: the source package is read, checked and copied to a private place. */
    RESOLVE,
    /** A machine boots, with a network, and apt installs the build dependencies. */
    PREPARE,
    /** The source is copied in and unpacked. */
    UNPACK,
    /** {@code dpkg-buildpackage} runs, with loopback only. */
    BUILD,
    /** The results are copied out, checked and put in place. */
    COLLECT,
    /** The machine ends. */
    CLOSE,
    /** The {@linkplain BuildRequest#checks checks} of a build that succeeded, each in machines of its own. */
    CHECK
}
