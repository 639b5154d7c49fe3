package io.umlmachine.pbuilder;

import io.umlmachine.ByteSize;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A build that failed and whose disk was kept, because {@link PbuilderConfig#keepFailed()} says so. It stays, whatever
 * becomes of programs and images, until {@link Pbuilder#drop} removes it: its directory holds what the build changed and,
 * as a hard link where that is possible, the image under it. Immutable and thread-safe.
 *
 * @param id its name among the failed builds of one {@link PbuilderConfig#buildPlace()}
 * @param source the name of the source package
 * @param version its version, with the epoch
 * @param time when it failed
 * @param reason what was said of the failure
 * @param log the log's file, as it was then
 * @param workingDirectory where the source is in the machine, if it came that far
 * @param directory what is kept
 * @param size what its disk takes of the file system, without the image under it if that is shared
 */
public record FailedBuild(
        String id,
        String source,
        String version,
        Instant time,
        String reason,
        Path log,
        String workingDirectory,
        Path directory,
        ByteSize size) {}
