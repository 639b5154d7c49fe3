package io.umlmachine.image.internal.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of an attempt: gone with it, unless the attempt fails. Thread-safe. */
final class CreationLog {

    private static final Logger LOG = LoggerFactory.getLogger(CreationLog.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String image;
    private final Path file;
    private final Path logs;

    CreationLog(String image, Path file, Path logs) {
        this.image = image;
        this.file = file;
        this.logs = logs;
    }

    synchronized void add(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("Could not write {}: {}", file, e.toString());
        }
    }

    /** Keeps what there is so far, and tells where. */
    synchronized Optional<Path> keep() {
        Path kept = logs.resolve(image + "-" + TIME.format(Instant.now()) + ".log");
        try {
            Files.createDirectories(logs);
            // A second name takes no room, of which there may be none: that may be the failure.
            Files.createLink(kept, file);
            return Optional.of(kept);
        } catch (IOException e) {
            LOG.warn("Could not keep the log of a failure as {}: {}", kept, e.toString());
            return Optional.empty();
        }
    }
}
