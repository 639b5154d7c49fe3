package io.umlmachine.samples.benchmarks;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long images take: to be made, against the bootstrap tools run by hand, which then have a directory and no image; to be
 * found; to get one more package; and to be seen to be up to date.
 */
final class ImageBenchmark implements Benchmark {

    private static final String SUITE = "bookworm";

    /** Small, and in need of nothing that a small image lacks. */
    private static final String PACKAGE = "hello";

    private static final String MADE = "small image made and checked";
    private static final String FOUND = "image that is there, found";
    private static final String DERIVED = "layer of one package on it";
    private static final String CURRENT = "update that finds nothing new";

    /** An image takes a minute, or a few. */
    private static final int MOST_IMAGES = 3;

    private static final double FOUND_LIMIT_MILLIS = 50;

    @Override
    public List<String> names() {
        return List.of(MADE, MADE, FOUND, DERIVED, CURRENT);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        int images = Math.min(rounds, MOST_IMAGES);
        try (Scratch scratch = Scratch.create()) {
            ImageStore store = ImageStore.at(scratch.resolve("store"));
            DebianImage image = DebianImage.builder(SUITE).store(store).build();
            List<Row> rows = new ArrayList<>(made(image, images));
            rows.add(found(store, rounds));
            rows.add(derived(image, images));
            rows.add(current(image, images));
            return rows;
        }
    }

    private static List<Row> made(DebianImage image, int rounds) throws IOException, InterruptedException {
        Series made = new Series();
        Series mmdebstrap = new Series();
        Series debootstrap = new Series();
        Optional<String> noMmdebstrap = Optional.empty();
        Optional<String> noDebootstrap = Optional.empty();
        for (int round = 0; round < rounds; round++) {
            made.time(image::create);
            // What failed once is not tried again.
            noMmdebstrap = noMmdebstrap.isPresent() ? noMmdebstrap : ByHand.MMDEBSTRAP.time(SUITE, mmdebstrap);
            noDebootstrap = noDebootstrap.isPresent() ? noDebootstrap : ByHand.DEBOOTSTRAP.time(SUITE, debootstrap);
        }
        return List.of(
                against("mmdebstrap to a directory", made, mmdebstrap, noMmdebstrap),
                against("debootstrap to a directory", made, debootstrap, noDebootstrap));
    }

    private static Row against(String reference, Series made, Series byHand, Optional<String> why) {
        return why.map(reason -> Row.time(MADE, made, reference + ": not measured, " + reason))
                .orElseGet(() -> Row.ratio(MADE, made, reference, byHand, Target.none()));
    }

    private static Row found(ImageStore store, int rounds) throws IOException, InterruptedException {
        Series found = new Series();
        for (int round = 0; round < rounds; round++) {
            // As a program does it that has just begun: the recipe too is looked up in the host's apt sources.
            found.time(() ->
                    DebianImage.builder(SUITE).store(store).build().acquire().close());
        }
        return Row.time(FOUND, found, Target.atMost(FOUND_LIMIT_MILLIS, " ms"));
    }

    private static Row derived(DebianImage image, int rounds) throws IOException, InterruptedException {
        Series derived = new Series();
        DebianImage layer = image.with(PACKAGE);
        for (int round = 0; round < rounds; round++) {
            derived.time(layer::create);
        }
        return Row.time(DERIVED, derived);
    }

    private static Row current(DebianImage image, int rounds) throws IOException, InterruptedException {
        Series current = new Series();
        for (int round = 0; round < rounds; round++) {
            current.time(image::update);
        }
        return Row.time(CURRENT, current);
    }
}
