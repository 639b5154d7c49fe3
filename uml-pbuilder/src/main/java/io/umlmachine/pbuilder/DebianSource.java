package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.control.SourceVersion;
import io.umlmachine.pbuilder.internal.fetch.SourceDownload;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Fetches source packages from the Debian archive that this host's apt uses, with {@code apt-get} and as an ordinary user.
 * apt checks the archive's signature, and with it the digests of what it fetches. The host's own configuration of apt is
 * read and never changed. Thread-safe.
 */
public final class DebianSource {

    private DebianSource() {}

    /**
     * Fetches a source package.
     *
     * @param name the name of the source package
     * @param version its version, with the epoch
     * @param into the directory for the .dsc file and its parts, made if missing
     * @return the source package, its parts checked
     * @throws IllegalArgumentException if the name or the version is none
     * @throws SourceException if the archive does not have it, or apt does not trust what it got
     * @throws IOException if files cannot be written, or the host has no {@code apt-get}
     * @throws InterruptedException if the thread is interrupted
     */
    public static Dsc fetch(String name, String version, Path into) throws IOException, InterruptedException {
        return SourceDownload.of(SourceVersion.of(name, version), into.toAbsolutePath());
    }

    /**
     * Fetches the newest version of a source package that the host's archives have.
     *
     * @param name the name of the source package
     * @param into the directory for the .dsc file and its parts, made if missing
     * @return the source package, its parts checked
     * @throws IllegalArgumentException if the name is none
     * @throws SourceException if the archive does not have it, or apt does not trust what it got
     * @throws IOException if files cannot be written, or the host has no {@code apt-get}
     * @throws InterruptedException if the thread is interrupted
     */
    public static Dsc fetch(String name, Path into) throws IOException, InterruptedException {
        return SourceDownload.newest(name, into.toAbsolutePath());
    }

    /**
     * Fetches the newest version of a source package that a suite has. It may be older than what {@link #fetch(String, Path)}
     * gives: updates for security are in a suite of their own.
     *
     * @param suite the suite or its code name, as the archive's release file has it
     * @param name the name of the source package
     * @param into the directory for the .dsc file and its parts, made if missing
     * @return the source package, its parts checked
     * @throws IllegalArgumentException if the name of the package or of the suite is none
     * @throws SourceException if the host's archives do not have it, or apt does not trust what it got
     * @throws IOException if files cannot be written, or the host has no {@code apt-get}
     * @throws InterruptedException if the thread is interrupted
     */
    public static Dsc fetchFrom(String suite, String name, Path into) throws IOException, InterruptedException {
        return SourceDownload.newest(name, suite, into.toAbsolutePath());
    }
}
