package io.umlmachine.image.internal.store;

import io.umlmachine.image.StoreProblem;
import io.umlmachine.image.StoreProblem.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for what is not as it should be in a store. For one thread. */
public final class StoreInspection {

    private static final Set<String> STORE_FILES = Set.of(StoreDirectory.WORK, StoreDirectory.LOGS);
    private static final Set<String> IMAGE_FILES =
            Set.of(ImageDirectory.CURRENT, ImageDirectory.LOCK, ImageDirectory.LAST);

    private final List<StoreProblem> problems = new ArrayList<>();

    private StoreInspection() {}

    /**
     * Inspects a store.
     *
     * @return a list, empty if all is well
     * @throws IOException if the store's directory itself cannot be read
     */
    public static List<StoreProblem> of(StoreDirectory store) throws IOException {
        StoreInspection inspection = new StoreInspection();
        for (Path child : store.children()) {
            String name = child.getFileName().toString();
            if (STORE_FILES.contains(name)) {
                continue;
            }
            if (!StoreDirectory.isImageName(name) || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                inspection.add(Kind.FOREIGN, child, Optional.empty(), "it is not the store's; move it elsewhere");
                continue;
            }
            try {
                inspection.inspect(store.image(name));
            } catch (IOException e) {
                inspection.add(
                        Kind.UNREADABLE,
                        child,
                        Optional.of(name),
                        "it cannot be read (" + e + "); change its permissions");
            }
        }
        return inspection.problems;
    }

    private void inspect(ImageDirectory image) throws IOException {
        Optional<String> name = Optional.of(image.name());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(image.directory())) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                if (!IMAGE_FILES.contains(fileName)
                        && Generation.ofFile(image.directory(), fileName).isEmpty()) {
                    add(Kind.FOREIGN, file, name, "it is not the store's; move it elsewhere");
                }
            }
        }
        List<Generation> generations = image.generations();
        for (Generation generation : generations) {
            inspect(image, generation);
        }
        if (generations.stream().anyMatch(Generation::isWhole)
                && image.current().isEmpty()) {
            add(
                    Kind.NO_CURRENT,
                    image.directory().resolve(ImageDirectory.CURRENT),
                    name,
                    "it leads to no generation; choose one with ImageStore.rollback");
        }
    }

    private void inspect(ImageDirectory image, Generation generation) throws IOException {
        Optional<String> name = Optional.of(image.name());
        if (!generation.hasDisk()) {
            Path part = Files.exists(generation.gone()) ? generation.gone() : generation.use();
            add(Kind.LEFTOVER, part, name, "it is a part of a generation that is not there; ImageStore.gc removes it");
            return;
        }
        try {
            image.manifest(generation);
        } catch (NoSuchFileException e) {
            if (generation.hasDisk()) {
                add(
                        Kind.MANIFEST,
                        generation.manifest(),
                        name,
                        "it is missing, so nobody knows what the disk holds; make the image anew with DebianImage.create");
            }
        } catch (IOException e) {
            add(
                    Kind.MANIFEST,
                    generation.manifest(),
                    name,
                    e.getMessage() + "; make the image anew with DebianImage.create");
        }
    }

    private void add(Kind kind, Path path, Optional<String> image, String message) {
        problems.add(new StoreProblem(kind, path, image, message));
    }
}
