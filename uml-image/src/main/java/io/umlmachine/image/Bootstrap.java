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
     * debootstrap, whose second stage runs in a machine: a few minutes. An ordinary user needs the package {@code fakeroot}.
     * If the host has no debootstrap, or one that does not know the suite, that of the archive is fetched, checked by the
     * archive's signature, and run from the cache; it needs {@code wget} and {@code gpgv}. It knows one archive: the updates,
     * further sources and the packages that the recipe adds come in a machine afterwards, so that the image has the same
     * packages as one by mmdebstrap.
     */
    DEBOOTSTRAP
}
