package io.umlmachine.image.internal.exchange;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.umlmachine.image.ExportOptions;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.internal.archive.DetachedSignature;
import io.umlmachine.internal.archive.SecretKey;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.transfer.TarEntry;
import io.umlmachine.internal.transfer.TarWriter;
import io.umlmachine.internal.unix.DataExtents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Writes a generation as an archive. For one thread. */
public final class ArchiveExport {

    private static final int MODE = 0444;
    private static final int MOST_WORKERS = 4;

    private final Generation generation;
    private final byte[] manifest;
    private final Optional<byte[]> signature;
    private final int level;

    private ArchiveExport(Generation generation, byte[] manifest, Optional<byte[]> signature, int level) {
        this.generation = generation;
        this.manifest = manifest;
        this.signature = signature;
        this.level = level;
    }

    /** Reads the manifest of a generation, which must be in use, and signs it. */
    public static ArchiveExport of(Generation generation, ExportOptions options) throws IOException {
        byte[] manifest = Files.readAllBytes(generation.manifest());
        Optional<byte[]> signature = Optional.empty();
        if (options.secretKey().isPresent()) {
            Instant now = Instant.now();
            SecretKey key = SecretKey.read(options.secretKey().get(), options.passphrase(), now);
            signature = Optional.of(DetachedSignature.sign(manifest, key, now));
        }
        return new ArchiveExport(generation, manifest, signature, options.level());
    }

    /**
     * Writes the archive to a file, which appears when it is complete.
     *
     * @param work where is noted what to remove if this program is killed
     * @throws FileAlreadyExistsException if there is such a file
     */
    public void writeTo(Path archive, Path work) throws IOException {
        if (Files.exists(archive, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    archive.toString(),
                    null,
                    "an archive does not replace anything; remove it, or choose another name");
        }
        Path part = archive.resolveSibling("." + archive.getFileName() + "." + UUID.randomUUID() + ".part");
        // Closing it removes the part, which has another name by then if all went well.
        try (OwnedDirectory owner = OwnedDirectory.create(work)) {
            owner.own(part);
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                write(out);
            }
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(part, archive);
        }
    }

    /** Writes the archive. The same generation is the same bytes, but for a signature, which tells its time. */
    void write(OutputStream out) throws IOException {
        try (ZstdOutputStreamNoFinalizer compressed = Zstd.into(out, level)) {
            compressed.setChecksum(true);
            // Any number of them makes the same bytes, but none makes others.
            compressed.setWorkers(Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()));
            TarWriter tar = new TarWriter(Channels.newChannel(compressed));
            tar.addFile(entry(ArchiveFormat.MANIFEST, manifest.length), manifest);
            if (signature.isPresent()) {
                tar.addFile(entry(ArchiveFormat.SIGNATURE, signature.get().length), signature.get());
            }
            try (FileChannel disk = FileChannel.open(generation.image(), StandardOpenOption.READ)) {
                long size = disk.size();
                tar.addFile(entry(ArchiveFormat.DISK, size), disk, DataExtents.of(generation.image(), size));
            }
            tar.finish();
        }
    }

    /** Nothing in it is of this host or this day. */
    private static TarEntry entry(String name, long size) {
        return new TarEntry(
                TarEntry.Type.FILE,
                name.getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                MODE,
                0,
                0,
                Instant.EPOCH,
                size);
    }
}
