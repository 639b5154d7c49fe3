package io.umlmachine.image.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.image.GcPolicy;
import io.umlmachine.image.internal.store.GcPlan.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GcPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long SIZE = 100;

    @Test
    void theStandardPolicyKeepsTheCurrentOneAndTheNewestOther() {
        List<Item> items = List.of(item(1, 0), item(2, 0), current(item(3, 0)), item(4, 0));

        assertThat(plan(GcPolicy.standard(), items).generations()).containsExactly(item(1, 0), item(2, 0));
    }

    @Test
    void furtherGenerationsStayUntilTheirAge() {
        GcPolicy policy =
                GcPolicy.builder().keepGenerations(1).maxAge(Duration.ofDays(7)).build();
        List<Item> items = List.of(item(1, 7), item(2, 6), current(item(3, 30)));

        assertThat(plan(policy, items).generations()).containsExactly(item(1, 7));
    }

    @Test
    void aStoreThatIsTooLargeLosesWhatWasUnusedForTheLongestTime() {
        GcPolicy policy = GcPolicy.builder()
                .keepGenerations(1)
                .maxAge(Duration.ofDays(30))
                .maxSize(new ByteSize(2 * SIZE))
                .build();
        List<Item> items = List.of(item(1, 2), item(2, 9), item(3, 5), current(item(4, 0)));

        assertThat(plan(policy, items).generations()).containsExactly(item(2, 9), item(3, 5));
    }

    @Test
    void wholeImagesGoOnlyIfThePolicySaysSo() {
        List<Item> items = List.of(item(1, 99), current(item(2, 40)));

        assertThat(plan(GcPolicy.standard(), items).images()).isEmpty();
        assertThat(plan(removing(41), items).images()).isEmpty();
        assertThat(plan(removing(40), items).images()).containsExactly(items);
        assertThat(plan(removing(40), items).generations()).isEmpty();
    }

    @Test
    void anImageInUseStaysWhole() {
        List<Item> items = List.of(used(item(1, 99)), current(item(2, 99)), current(used(item(3, 99))));

        GcPlan plan = plan(removing(40), items);
        assertThat(plan.images()).isEmpty();
        assertThat(plan.inUse()).contains(current(used(item(3, 99))));
    }

    @Test
    void aPolicyThatKeepsNothingOrLooksIntoTheFutureIsRefused() {
        assertThatThrownBy(() -> GcPolicy.builder().keepGenerations(0).build())
                .hasMessageContaining("At least one generation");
        assertThatThrownBy(() -> GcPolicy.builder().maxAge(Duration.ofDays(-1)).build())
                .hasMessageContaining("negative");
        assertThatThrownBy(() ->
                        GcPolicy.builder().removeUnused(Duration.ofDays(-1)).build())
                .hasMessageContaining("negative");
    }

    @Property(tries = 2000)
    void whateverThereIsNothingGoesThatMustStay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int keep, @ForAll @IntRange(max = 20) int days) {
        Random random = new Random(seed);
        List<Item> items = items(random);
        GcPolicy policy = new GcPolicy(
                keep,
                Duration.ofDays(days),
                random.nextBoolean() ? Optional.empty() : Optional.of(new ByteSize(random.nextInt(2000))),
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofDays(random.nextInt(20))));

        GcPlan plan = GcPlan.of(policy, items, 50, NOW);

        List<Item> whole = plan.images().stream().flatMap(List::stream).toList();
        List<Item> gone = new ArrayList<>(plan.generations());
        gone.addAll(whole);
        assertThat(gone).doesNotHaveDuplicates().noneMatch(Item::inUse);
        assertThat(plan.generations()).noneMatch(Item::current);
        assertThat(plan.inUse()).allMatch(Item::inUse);
        Map<String, List<Item>> images = items.stream().collect(Collectors.groupingBy(Item::image));
        images.forEach((name, all) -> {
            List<Item> left = all.stream().filter(item -> !gone.contains(item)).toList();
            if (plan.images().contains(all)) {
                Duration unused = policy.removeUnused().orElseThrow();
                assertThat(all)
                        .allMatch(item ->
                                unused.isZero() || !item.lastUse().plus(unused).isAfter(NOW));
            } else {
                assertThat(left).hasSizeGreaterThanOrEqualTo(Math.min(keep, all.size()));
                assertThat(left).containsAll(all.stream().filter(Item::current).toList());
            }
        });
        long remaining = 50
                + items.stream()
                        .filter(item -> !gone.contains(item))
                        .mapToLong(Item::bytes)
                        .sum();
        boolean tooLarge = policy.maxSize().isPresent()
                && remaining > policy.maxSize().get().bytes();
        if (tooLarge) {
            // Then nothing is left that could have gone.
            images.values().stream()
                    .filter(all -> !plan.images().contains(all))
                    .forEach(all -> assertThat(all.stream()
                                    .filter(item -> !gone.contains(item) && !item.inUse())
                                    .count())
                            .isLessThanOrEqualTo(keep + 1));
        }
    }

    private static List<Item> items(Random random) {
        List<Item> items = new ArrayList<>();
        for (String image : List.of("a", "b", "c")) {
            int count = random.nextInt(6);
            int current = random.nextInt(7);
            for (int number = 1; number <= count; number++) {
                items.add(new Item(
                        image,
                        number,
                        number == current,
                        random.nextInt(4) == 0,
                        NOW.minus(Duration.ofDays(random.nextInt(25) - 2)),
                        random.nextInt(500)));
            }
        }
        return items;
    }

    private static GcPolicy removing(int days) {
        return GcPolicy.builder().removeUnused(Duration.ofDays(days)).build();
    }

    private static GcPlan plan(GcPolicy policy, List<Item> items) {
        return GcPlan.of(policy, items, 0, NOW);
    }

    private static Item item(int number, int days) {
        return new Item("a", number, false, false, NOW.minus(Duration.ofDays(days)), SIZE);
    }

    private static Item current(Item item) {
        return new Item(item.image(), item.number(), true, item.inUse(), item.lastUse(), item.bytes());
    }

    private static Item used(Item item) {
        return new Item(item.image(), item.number(), item.current(), true, item.lastUse(), item.bytes());
    }
}
