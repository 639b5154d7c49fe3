package io.umlmachine.image.testing;

import io.umlmachine.DiskImage;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The image of bookworm in this user's store, as it stands in a store of a test's: its disk has another name there and takes
 * no room, if both stores are on one file system. What the test makes of it is the test's own. It is a bootstrap cheaper than an image of {@link TestArchive}.
 */
public final class LinkedImage {

    private static final String KEYRING = "/etc/apt/keyrings/test-archive.gpg";

    private LinkedImage() {}

    /**
     * The image in a store, whose machines reach the host's loopback.
     *
     * @param store a store that does not have the image
     * @return a builder
     * @throws IOException if the user's image cannot be had or linked
     * @throws InterruptedException if the thread is interrupted
     */
    public static DebianImage.Builder in(ImageStore store) throws IOException, InterruptedException {
        link(store, DebianImage.of(TestArchive.SUITE).name());
        return DebianImage.builder(TestArchive.SUITE)
                .network(TestArchive.guestNetwork())
                .store(store);
    }

    /**
     * Lets the disk stand for an image that was never made.
     *
     * @param store a store that does not have the image
     * @param name the image's name, which its manifest does not tell
     * @throws IOException if the user's image cannot be had or linked
     * @throws InterruptedException if the thread is interrupted
     */
    public static void link(ImageStore store, String name) throws IOException, InterruptedException {
        DebianImage original = DebianImage.of(TestArchive.SUITE);
        try (MachineImage.Lease lease = original.acquire()) {
            Path disk = lease.path();
            String generation = disk.getFileName().toString().replace(".img", "");
            Path directory = Files.createDirectories(store.directory().resolve(name));
            DiskImage.of(disk).keep(directory.resolve("generation-1.img"));
            Files.copy(disk.resolveSibling(generation + ".json"), directory.resolve("generation-1.json"));
            Files.createFile(directory.resolve("generation-1.use"));
            Files.createSymbolicLink(directory.resolve("current"), Path.of("generation-1.img"));
        }
    }

    /**
     * Lets the guest's apt know an archive, and no other.
     *
     * @param machine a machine that has booted the image
     * @param archive the archive
     * @throws IOException if a file cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void use(UmlMachine machine, TestArchive archive) throws IOException, InterruptedException {
        machine.write(KEYRING, Files.readAllBytes(archive.keyring()));
        machine.write(archive.guestApt().path(), archive.guestApt().content());
        machine.write(
                "/etc/apt/sources.list",
                ("deb [signed-by=" + KEYRING + "] " + archive.uri() + " " + TestArchive.SUITE + " main\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
