package io.umlmachine.pbuilder;

/** Which packages of a source are built. */
public enum BuildScope {
    /** All of them, and the source package again, which is what pbuilder does. */
    FULL,
    /** Those of one architecture: {@code dpkg-buildpackage -B}. */
    ARCHITECTURE_DEPENDENT,
    /** Those of all architectures: {@code dpkg-buildpackage -A}. */
    ARCHITECTURE_INDEPENDENT
}
