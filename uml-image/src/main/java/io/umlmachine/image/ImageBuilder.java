package io.umlmachine.image;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.apt.MirrorChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The builder of {@link DebianImage}. */
final class ImageBuilder implements DebianImage.Builder {

    private static final ByteSize DEFAULT_SIZE = ByteSize.gibibytes(4);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    private final String suite;
    private final List<String> include = new ArrayList<>();
    private Variant variant = Variant.MINBASE;
    private Optional<String> mirror = Optional.empty();
    private List<String> components = List.of("main");
    private ByteSize size = DEFAULT_SIZE;
    private Optional<Path> keyring = Optional.empty();
    private Bootstrap bootstrap = Bootstrap.AUTO;
    private Optional<ImageStore> store = Optional.empty();
    private Duration timeout = DEFAULT_TIMEOUT;
    private Consumer<ImageEvent> listener = event -> {};

    ImageBuilder(String suite) {
        this.suite = suite;
    }

    @Override
    public DebianImage.Builder variant(Variant variant) {
        this.variant = variant;
        return this;
    }

    @Override
    public DebianImage.Builder mirror(String uri) {
        this.mirror = Optional.of(uri);
        return this;
    }

    @Override
    public DebianImage.Builder components(String... components) {
        this.components = List.of(components);
        return this;
    }

    @Override
    public DebianImage.Builder include(String... packages) {
        include.addAll(List.of(packages));
        return this;
    }

    @Override
    public DebianImage.Builder size(ByteSize size) {
        this.size = size;
        return this;
    }

    @Override
    public DebianImage.Builder keyring(Path file) {
        this.keyring = Optional.of(file);
        return this;
    }

    @Override
    public DebianImage.Builder bootstrap(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
        return this;
    }

    @Override
    public DebianImage.Builder store(ImageStore store) {
        this.store = Optional.of(store);
        return this;
    }

    @Override
    public DebianImage.Builder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time limit must be positive: " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    @Override
    public DebianImage.Builder onProgress(Consumer<ImageEvent> listener) {
        this.listener = listener;
        return this;
    }

    @Override
    public DebianImage build() {
        ImageRecipe recipe = new ImageRecipe(suite, variant, sources(), components, include, size, keyring);
        return new DebianImage(recipe, store.orElseGet(ImageBuilder::standardStore), bootstrap, timeout, listener);
    }

    private List<AptSource> sources() {
        return mirror.map(uri -> List.of(new AptSource(uri, suite, components)))
                .orElseGet(() -> MirrorChoice.ofHost().sourcesOf(suite).stream()
                        .map(entry -> new AptSource(entry.uri(), entry.suite(), components))
                        .toList());
    }

    private static ImageStore standardStore() {
        try {
            return ImageStore.standard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
