package io.umlmachine.image.internal.store;

import io.umlmachine.ByteSize;
import io.umlmachine.image.GcPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a policy lets go of what there is. Immutable and thread-safe.
 *
 * @param generations those that go, least recently used first
 * @param images those that go with all their generations
 * @param inUse those that would go, but somebody uses them
 */
record GcPlan(List<Item> generations, List<List<Item>> images, List<Item> inUse) {

    private static final Comparator<Item> LEAST_RECENTLY_USED =
            Comparator.comparing(Item::lastUse).thenComparing(Comparator.comparing(Item::number));

    /**
     * A generation, as far as it matters here.
     *
     * @param image its image
     * @param number its number
     * @param current whether it is current
     * @param inUse whether somebody uses it
     * @param lastUse when it was last used
     * @param bytes what it takes
     */
    record Item(String image, int number, boolean current, boolean inUse, Instant lastUse, long bytes) {

        private boolean isIdleFor(Duration duration, Instant now) {
            // A time in the future is that of a clock which was set since.
            Instant last = lastUse.isAfter(now) ? now : lastUse;
            return Duration.between(last, now).compareTo(duration) >= 0;
        }
    }

    /**
     * Decides.
     *
     * @param items everything in the store
     * @param others what else is in it, in bytes
     */
    static GcPlan of(GcPolicy policy, List<Item> items, long others, Instant now) {
        GcPlan plan = new GcPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long total = others + items.stream().mapToLong(Item::bytes).sum();
        List<Item> further = new ArrayList<>();
        Map<String, List<Item>> images =
                items.stream().collect(Collectors.groupingBy(Item::image, TreeMap::new, Collectors.toList()));
        for (List<Item> image : images.values()) {
            if (plan.letGoWhole(policy, image, now)) {
                total -= image.stream().mapToLong(Item::bytes).sum();
            } else {
                further.addAll(further(policy, image));
            }
        }
        further.sort(LEAST_RECENTLY_USED);
        List<Item> young = new ArrayList<>();
        for (Item item : further) {
            if (!item.isIdleFor(policy.maxAge(), now)) {
                young.add(item);
            } else {
                total -= plan.letGo(item);
            }
        }
        long limit = policy.maxSize().map(ByteSize::bytes).orElse(Long.MAX_VALUE);
        for (Item item : young) {
            if (total > limit) {
                total -= plan.letGo(item);
            }
        }
        return plan;
    }

    /** All but those that stay in any case. */
    private static List<Item> further(GcPolicy policy, List<Item> image) {
        return image.stream()
                .sorted(Comparator.comparing(Item::current)
                        .thenComparing(Item::number)
                        .reversed())
                .skip(policy.keepGenerations())
                .filter(item -> !item.current())
                .toList();
    }

    private boolean letGoWhole(GcPolicy policy, List<Item> image, Instant now) {
        boolean unused = policy.removeUnused().isPresent()
                && image.stream()
                        .allMatch(item -> item.isIdleFor(policy.removeUnused().get(), now));
        if (!unused) {
            return false;
        }
        List<Item> used = image.stream().filter(Item::inUse).toList();
        if (used.isEmpty()) {
            images.add(image);
            return true;
        }
        used.stream().filter(Item::current).forEach(inUse::add);
        return false;
    }

    private long letGo(Item item) {
        (item.inUse() ? inUse : generations).add(item);
        return item.inUse() ? 0 : item.bytes();
    }
}
