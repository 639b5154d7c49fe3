package io.umlmachine.image.internal.exchange;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.umlmachine.image.ArchiveException;
import io.umlmachine.image.ArchiveException.Reason;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImportOptions;
import io.umlmachine.image.internal.store.DiskDigest;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.image.internal.store.ImageDirectory;
import io.umlmachine.image.internal.store.ManifestJson;
import io.umlmachine.image.internal.store.StoreDirectory;
import io.umlmachine.internal.archive.DetachedSignature;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.internal.archive.SignatureException;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.transfer.DamagedArchiveException;
import io.umlmachine.internal.transfer.TarEntry;
import io.umlmachine.internal.transfer.TarStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what an archive holds. Who made it is asked before anything that it says is believed, and the disk is checked
 * before the store changes. For one thread.
 */
public final class ArchiveImport {

    private final Path archive;
    private final StoreDirectory store;
    private final Optional<Keyring> keyring;

    private ArchiveImport(Path archive, StoreDirectory store, Optional<Keyring> keyring) {
        this.archive = archive;
        this.store = store;
        this.keyring = keyring;
    }

    /**
     * Imports an archive.
     *
     * @return the generation that it has become
     * @throws ArchiveException if it cannot be imported
     * @throws IOException if it or a keyring cannot be read, or the store not be written
     */
    public static Generation run(Path archive, StoreDirectory store, ImportOptions options)
            throws IOException, InterruptedException {
        Optional<Keyring> keyring =
                options.keyrings().isEmpty() ? Optional.empty() : Optional.of(Keyring.read(options.keyrings()));
        return new ArchiveImport(archive, store, keyring).run();
    }

    private Generation run() throws IOException, InterruptedException {
        try (InputStream file = Files.newInputStream(archive);
                OwnedDirectory work = OwnedDirectory.create(store.work())) {
            Path disk = work.path().resolve(ArchiveFormat.DISK);
            Unpacked unpacked = unpack(file, disk);
            ImageDirectory directory = store.image(unpacked.image());
            return directory.exclusively(() -> directory.publish(
                    disk,
                    ManifestJson.imported(unpacked.json(), directory.next().number())));
        }
    }

    /**
     * What is known about a disk.
     *
     * @param image the image's name
     * @param json the manifest
     */
    private record Unpacked(String image, byte[] json) {}

    /** Unpacks and checks the disk. */
    private Unpacked unpack(InputStream file, Path disk) throws IOException {
        try (ZstdInputStreamNoFinalizer plain = Zstd.from(file)) {
            TarStream tar = new TarStream(plain);
            require(tar.next(), ArchiveFormat.MANIFEST);
            byte[] json = tar.content(ArchiveFormat.LARGEST_MANIFEST);
            TarEntry entry = require(tar.next());
            Optional<byte[]> signature = Optional.empty();
            if (is(entry, ArchiveFormat.SIGNATURE)) {
                signature = Optional.of(tar.content(ArchiveFormat.LARGEST_SIGNATURE));
                entry = require(tar.next());
            }
            checkSignature(json, signature);
            ImageManifest manifest = manifest(json);
            require(entry, ArchiveFormat.DISK);
            writeDisk(tar, entry, manifest, disk);
            if (tar.next() != null) {
                throw damaged("holds more than an image");
            }
            tar.requireNothingMore();
            checkDigest(manifest, disk);
            return new Unpacked(manifest.name(), json);
        } catch (DamagedArchiveException | ZstdIOException e) {
            throw new ArchiveException(
                    Reason.DAMAGED,
                    archive,
                    "is no whole archive of an image (" + e.getMessage() + "); export or fetch it again",
                    e);
        }
    }

    private void checkSignature(byte[] json, Optional<byte[]> signature) {
        if (keyring.isEmpty()) {
            return;
        }
        if (signature.isEmpty()) {
            throw new ArchiveException(
                    Reason.UNSIGNED,
                    archive,
                    "is not signed; export it with ExportOptions.signedBy, or import it with ImportOptions.unsigned if you"
                            + " trust it for another reason");
        }
        try {
            DetachedSignature.verify(json, signature.get(), keyring.get(), Instant.now());
        } catch (SignatureException e) {
            throw new ArchiveException(
                    Reason.UNTRUSTED,
                    archive,
                    "cannot be trusted: " + e.getMessage()
                            + "; name the keyring of who exported it, or get it from them anew",
                    e);
        }
    }

    private ImageManifest manifest(byte[] json) {
        try {
            ImageManifest manifest = ManifestJson.parse(json, ArchiveFormat.MANIFEST);
            if (!StoreDirectory.isImageName(manifest.name())) {
                throw damaged("claims to be an image of the name '" + manifest.name() + "', which none can have");
            }
            return manifest;
        } catch (ManifestJson.UnknownFormatException e) {
            throw new ArchiveException(Reason.VERSION, archive, "is of another version: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ArchiveException(
                    Reason.DAMAGED, archive, "is no archive of an image: " + e.getMessage() + "; export it again", e);
        }
    }

    private void writeDisk(TarStream tar, TarEntry entry, ImageManifest manifest, Path disk) throws IOException {
        long size = manifest.size().bytes();
        if (entry.size() != size) {
            throw mismatch("a disk of " + size + " bytes", entry.size() + " bytes");
        }
        try (FileChannel out = FileChannel.open(disk, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            tar.copyTo(out);
            if (out.size() < size) {
                // A last byte of zero makes what is before it a hole.
                out.write(ByteBuffer.allocate(1), size - 1);
            }
        }
    }

    private void checkDigest(ImageManifest manifest, Path disk) throws IOException {
        String digest = DiskDigest.of(disk);
        if (!digest.equals(manifest.dataSha256())) {
            throw mismatch("data of the digest " + manifest.dataSha256(), digest);
        }
    }

    private ArchiveException mismatch(String expected, String found) {
        return new ArchiveException(
                Reason.MISMATCH,
                archive,
                "holds another disk than its manifest says: " + expected + " are expected, and found are " + found
                        + "; export or fetch it again");
    }

    private TarEntry require(@Nullable TarEntry entry) {
        if (entry == null) {
            throw damaged("ends without a disk");
        }
        return entry;
    }

    private void require(@Nullable TarEntry entry, String name) {
        if (entry == null || !is(entry, name)) {
            throw damaged("does not have its " + name + " where that should be");
        }
    }

    private static boolean is(TarEntry entry, String name) {
        return new String(entry.name(), StandardCharsets.ISO_8859_1).equals(name);
    }

    private ArchiveException damaged(String what) {
        return new ArchiveException(Reason.DAMAGED, archive, what + "; export or fetch it again");
    }
}
