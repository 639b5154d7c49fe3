package io.umlmachine.image.internal.exchange;

/**
 * The archive of an image: a tar archive compressed by zstd, with the manifest, its signature if it has one, and the disk,
 * in this order. The manifest holds the disk's digest, so that the signature is about the disk too.
 */
final class ArchiveFormat {

    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.json.asc";
    static final String DISK = "disk.img";

    /** A recipe can hold files of 16 MiB each; this is some of them. */
    static final int LARGEST_MANIFEST = 128 << 20;

    static final int LARGEST_SIGNATURE = 64 << 10;

    private ArchiveFormat() {}
}
