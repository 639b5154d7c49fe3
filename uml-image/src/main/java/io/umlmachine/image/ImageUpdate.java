package io.umlmachine.image;

/**
 * What came of an update. Immutable and thread-safe.
 *
 * @param manifest the generation that is current now: a new one, or, if there was nothing to upgrade, the one that was
 * @param changes what differs from the generation that was current before
 */
public record ImageUpdate(ImageManifest manifest, PackageChanges changes) {}
