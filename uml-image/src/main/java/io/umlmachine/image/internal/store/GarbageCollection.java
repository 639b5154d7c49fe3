package io.umlmachine.image.internal.store;

import io.umlmachine.ByteSize;
import io.umlmachine.image.GcPolicy;
import io.umlmachine.image.GcReport;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.StoreProblem;
import io.umlmachine.image.StoreUsage;
import io.umlmachine.internal.host.Sweeper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes from a store what a policy lets go. For one thread, once. */
public final class GarbageCollection {

    /** Enough for others who publish, roll back or collect; not for who makes an image, which takes minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Longer than anybody wonders why an attempt failed. */
    private static final Duration LOGS_STAY = Duration.ofDays(30);

    private final StoreDirectory store;
    private final List<GenerationName> removed = new ArrayList<>();
    private final List<GenerationName> inUse = new ArrayList<>();
    private final List<String> busy = new ArrayList<>();
    private final List<StoreProblem> failures = new ArrayList<>();
    private long freed;

    private GarbageCollection(StoreDirectory store) {
        this.store = store;
    }

    /** Part of the work, which has the lock of one image. */
    private interface Task {
        void run() throws IOException;
    }

    /** Collects. */
    public static GcReport run(StoreDirectory store, GcPolicy policy) throws IOException, InterruptedException {
        return new GarbageCollection(store).run(policy);
    }

    private GcReport run(GcPolicy policy) throws IOException, InterruptedException {
        Sweeper.sweep(store.work());
        removeOldLogs();
        removeParts();
        GcPlan plan = plan(policy);
        plan.inUse().forEach(item -> inUse.add(name(item)));
        for (Map.Entry<String, List<GcPlan.Item>> image :
                byImage(plan.generations()).entrySet()) {
            ImageDirectory directory = store.image(image.getKey());
            exclusively(directory, () -> removeAll(directory, image.getValue()));
        }
        for (List<GcPlan.Item> image : plan.images()) {
            ImageDirectory directory = store.image(image.get(0).image());
            exclusively(directory, () -> removeWhole(directory, image));
        }
        return new GcReport(
                removed,
                new ByteSize(freed),
                inUse,
                busy.stream().distinct().toList(),
                failures,
                store.usage().total());
    }

    private GcPlan plan(GcPolicy policy) throws IOException {
        StoreUsage usage = store.usage();
        List<GcPlan.Item> items = new ArrayList<>();
        for (ImageDirectory directory : store.directories()) {
            Optional<Generation> current = directory.current();
            for (Generation generation : directory.generations()) {
                if (generation.hasDisk()) {
                    items.add(new GcPlan.Item(
                            directory.name(),
                            generation.number(),
                            current.filter(generation::equals).isPresent(),
                            UseLocks.isUsed(generation),
                            lastUse(generation),
                            DiskUse.of(generation)));
                }
            }
        }
        return GcPlan.of(policy, items, usage.logs().bytes() + usage.work().bytes(), Instant.now());
    }

    private void removeOldLogs() {
        Instant oldest = Instant.now().minus(LOGS_STAY);
        Path logs = store.logs();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs, "*.log")) {
            for (Path log : files) {
                if (Files.getLastModifiedTime(log).toInstant().isBefore(oldest)) {
                    long bytes = Files.size(log);
                    Files.delete(log);
                    freed += bytes;
                }
            }
        } catch (NoSuchFileException e) {
            // No attempt has failed, or another collection was faster.
            return;
        } catch (IOException | DirectoryIteratorException e) {
            failures.add(new StoreProblem(
                    StoreProblem.Kind.REMOVAL, logs, Optional.empty(), "not every old log could be removed: " + e));
        }
    }

    private static Instant lastUse(Generation generation) {
        try {
            return GenerationListing.lastUse(generation);
        } catch (IOException e) {
            // It goes at this moment.
            return Instant.now();
        }
    }

    private static Map<String, List<GcPlan.Item>> byImage(List<GcPlan.Item> items) {
        Map<String, List<GcPlan.Item>> images = new LinkedHashMap<>();
        items.forEach(item ->
                images.computeIfAbsent(item.image(), name -> new ArrayList<>()).add(item));
        return images;
    }

    /** What killed programs left of generations; under the image's lock nobody is just publishing one. */
    private void removeParts() throws IOException, InterruptedException {
        for (ImageDirectory directory : store.directories()) {
            if (!directory.generations().stream().allMatch(Generation::hasDisk)) {
                exclusively(directory, () -> {
                    for (Generation generation : directory.generations()) {
                        if (!generation.hasDisk()) {
                            remove(directory, generation);
                        }
                    }
                });
            }
        }
    }

    private void removeAll(ImageDirectory directory, List<GcPlan.Item> items) throws IOException {
        for (GcPlan.Item item : items) {
            Generation generation = directory.generation(item.number());
            // Somebody may have rolled back to it, or removed it, since the plan was made.
            if (generation.hasDisk()
                    && directory.current().filter(generation::equals).isEmpty()) {
                remove(directory, generation);
            }
        }
    }

    private void remove(ImageDirectory directory, Generation generation) throws IOException {
        long bytes = DiskUse.of(generation);
        if (directory.removeUnlessUsed(generation)) {
            count(generation.name(), bytes);
        } else {
            inUse.add(generation.name());
        }
    }

    private void removeWhole(ImageDirectory directory, List<GcPlan.Item> items) throws IOException {
        for (Generation generation : directory.generations()) {
            boolean asPlanned = items.stream()
                    .anyMatch(item -> item.number() == generation.number()
                            && item.lastUse().equals(lastUse(generation)));
            if (!asPlanned) {
                return;
            }
        }
        Optional<Generation> used = directory.removeAllUnlessUsed();
        used.ifPresent(generation -> inUse.add(generation.name()));
        if (used.isEmpty()) {
            items.forEach(item -> count(name(item), item.bytes()));
        }
    }

    private void count(GenerationName name, long bytes) {
        removed.add(name);
        freed += bytes;
    }

    private static GenerationName name(GcPlan.Item item) {
        return new GenerationName(item.image(), item.number());
    }

    /** One image that cannot be changed does not keep the others. */
    private void exclusively(ImageDirectory directory, Task task) throws InterruptedException {
        try {
            Optional<Boolean> done = directory.exclusivelyUnlessBusy(PATIENCE, () -> {
                task.run();
                return true;
            });
            if (done.isEmpty()) {
                busy.add(directory.name());
            }
        } catch (IOException e) {
            failures.add(new StoreProblem(
                    StoreProblem.Kind.REMOVAL,
                    directory.directory(),
                    Optional.of(directory.name()),
                    "not everything could be removed: " + e));
        }
    }
}
