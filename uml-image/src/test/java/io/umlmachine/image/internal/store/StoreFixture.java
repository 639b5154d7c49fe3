package io.umlmachine.image.internal.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A store with disks that only look like ones: the store does not look inside. */
public final class StoreFixture {

    /** The size of a disk, most of which is a hole. */
    public static final int DISK_SIZE = 1 << 20;

    private StoreFixture() {}

    /**
     * Publishes a sparse disk with a text at its beginning and its end, and a manifest that is true.
     *
     * @param images where
     * @param content the text
     * @return the generation
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted
     */
    public static Generation publish(ImageDirectory images, String content) throws IOException, InterruptedException {
        return images.exclusively(() -> publishHere(images, content));
    }

    static Generation publishHere(ImageDirectory images, String content) throws IOException {
        try (OwnedDirectory work = OwnedDirectory.create(images.work())) {
            Path disk = disk(work.path().resolve("disk.img"), content);
            return images.publish(
                    disk, manifest(disk, images.name(), images.next().number()));
        }
    }

    static Path disk(Path file, String content) throws IOException {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(DISK_SIZE);
            disk.write(text);
            disk.seek(DISK_SIZE - text.length);
            disk.write(text);
        }
        return file;
    }

    /** What the text of a disk is. */
    static String content(Path disk) throws IOException {
        byte[] bytes = Files.readAllBytes(disk);
        int end = 0;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** A manifest that tells the truth about a disk. */
    static ImageManifest manifest(Path disk, String name, int generation) throws IOException {
        Path file = disk.resolveSibling("any.json");
        ManifestJson.write(Manifests.manifest(generation), file);
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        Files.delete(file);
        json.addProperty("name", name);
        json.addProperty("size", Files.size(disk));
        json.addProperty("dataSha256", DiskDigest.of(disk));
        return ManifestJson.parse(json.toString().getBytes(StandardCharsets.UTF_8), "the test");
    }

    /**
     * The names of the files in a directory.
     *
     * @param directory the directory
     * @return in alphabetical order
     * @throws IOException if it cannot be read
     */
    public static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The files of an image with these generations. */
    static List<String> filesOf(int... numbers) {
        Stream.Builder<String> names = Stream.builder();
        for (int number : numbers) {
            Stream.of("img", "json", "use").forEach(end -> names.add("generation-" + number + "." + end));
        }
        return Stream.concat(Stream.of("current", "last", "lock"), names.build())
                .sorted()
                .toList();
    }
}
