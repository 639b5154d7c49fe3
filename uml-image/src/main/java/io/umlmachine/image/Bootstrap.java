package io.umlmachine.image;

/** The tool that makes an image. It does not change what the image is, only what making it needs and takes. */
public enum Bootstrap {
    /** {@link #MMDEBSTRAP} if the host can run it for this user, else {@link #DEBOOTSTRAP}. */
    AUTO,
    /**
     * mmdebstrap, well below a minute for a small image. An ordinary user needs the package {@code uidmap}, subordinate ids
     * and user namespaces, or else the package {@code fakechroot}.
     */
    MMDEBSTRAP,
    /**
     * debootstrap, whose second stage runs in a machine: a few minutes. An ordinary user needs the package {@code fakeroot}
     * and nothing else of the host. The image holds the suite as released, without its updates.
     */
    DEBOOTSTRAP
}
