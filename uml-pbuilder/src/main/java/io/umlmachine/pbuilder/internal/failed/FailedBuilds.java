package io.umlmachine.pbuilder.internal.failed;

import io.umlmachine.ByteSize;
import io.umlmachine.CowFile;
import io.umlmachine.internal.unix.AllocatedSize;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.FailedBuild;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failed builds of one place, each in a directory that appears whole. Nothing there looks like the directory of a
 * machine, so no sweep takes it for one. Thread-safe.
 */
public final class FailedBuilds {

    private static final Logger LOG = LoggerFactory.getLogger(FailedBuilds.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final String OVERLAY = "overlay";
    private static final String IMAGE = "image";
    private static final String ABOUT = "failed.json";

    private final Path root;

    /** Those below a BUILDPLACE. */
    public FailedBuilds(Path place) {
        this.root = place.resolve("failed");
    }

    /**
     * Takes hold of the image that a machine's overlay is of, so that it is there as long as the overlay. Where no link can
     * be made, the two are made one when the disk is kept.
     *
     * @param overlay the overlay
     * @param staging a directory on the file system of this place
     */
    public static void reserve(Path overlay, Path staging) throws IOException {
        Path image = CowFile.open(overlay).backingFile();
        try {
            Files.createLink(staging.resolve(IMAGE), image);
        } catch (FileSystemException | UnsupportedOperationException e) {
            LOG.debug("No hard link to {} for {}: {}", image, staging, e.toString());
        }
    }

    /**
     * Keeps the disk of a machine that has ended.
     *
     * @param overlay what the machine changed
     * @param staging as {@link #reserve} got it; it is what is kept
     */
    public FailedBuild keep(Dsc source, String reason, Path log, String workingDirectory, Path overlay, Path staging)
            throws IOException, InterruptedException {
        if (Files.exists(staging.resolve(IMAGE))) {
            Files.move(overlay, staging.resolve(OVERLAY));
        } else {
            CowFile.open(overlay).merge(staging.resolve(IMAGE));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        FailedBuild build = new FailedBuild(
                "", source.source(), source.version(), now, reason, log, workingDirectory, staging, diskUse(staging));
        Files.writeString(staging.resolve(ABOUT), FailedJson.write(build));
        Files.createDirectories(root);
        return read(publish(staging, source.source() + "_" + version(source) + "_" + STAMP.format(now)));
    }

    private static String version(Dsc source) {
        return source.version().substring(source.version().indexOf(':') + 1);
    }

    private Path publish(Path staging, String name) throws IOException {
        for (int number = 1; ; number++) {
            Path target = root.resolve(number == 1 ? name : name + "-" + number);
            try {
                // A directory is not put in place of one that holds anything.
                return Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                LOG.debug("{} is taken", target);
            } catch (FileSystemException e) {
                if (!Files.isDirectory(target)) {
                    throw e;
                }
            }
        }
    }

    /** All that are whole, the oldest first. */
    public List<FailedBuild> list() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> directories;
        try (Stream<Path> children = Files.list(root)) {
            directories = children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        List<FailedBuild> builds = new ArrayList<>();
        for (Path directory : directories) {
            try {
                builds.add(read(directory));
            } catch (IOException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
        builds.sort(Comparator.comparing(FailedBuild::time).thenComparing(FailedBuild::id));
        return builds;
    }

    private static FailedBuild read(Path directory) throws IOException {
        return FailedJson.read(Files.readString(directory.resolve(ABOUT)), directory, diskUse(directory));
    }

    /** A link costs nothing as long as the image is in the store. */
    private static ByteSize diskUse(Path directory) throws IOException {
        Path overlay = directory.resolve(OVERLAY);
        return new ByteSize(AllocatedSize.of(Files.exists(overlay) ? overlay : directory.resolve(IMAGE)));
    }

    /**
     * The disk of a failed build.
     *
     * @param image what to boot
     * @param overlay where writes go, unless they go to the image
     */
    public record Disk(Path image, Optional<Path> overlay) {}

    /** Its disk, ready to be booted: the overlay has moved, and the image with it. */
    public static Disk disk(FailedBuild build) throws IOException, InterruptedException {
        Path image = build.directory().resolve(IMAGE);
        Path overlay = build.directory().resolve(OVERLAY);
        if (!Files.exists(overlay)) {
            return new Disk(image, Optional.empty());
        }
        CowFile cow = CowFile.open(overlay);
        if (!cow.backingFile().equals(image)) {
            cow.rebase(image);
        }
        return new Disk(image, Optional.of(overlay));
    }
}
