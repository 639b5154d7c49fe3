package io.umlmachine.image;

import io.umlmachine.ByteSize;
import io.umlmachine.Network;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.internal.bootstrap.MachineOptions;
import io.umlmachine.image.internal.customise.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The builder of {@link DebianImage}. */
final class ImageBuilder implements DebianImage.Builder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    private final ImageRecipe.Builder recipe;
    private Bootstrap bootstrap = Bootstrap.AUTO;
    private Optional<ImageStore> store = Optional.empty();
    private Duration timeout = DEFAULT_TIMEOUT;
    private Consumer<ImageEvent> listener = event -> {};
    private Optional<UmlKernel> kernel = Optional.empty();
    private final List<String> kernelArguments = new ArrayList<>();
    private Optional<URI> proxy = Optional.empty();
    private Optional<Network> network = Optional.empty();

    ImageBuilder(String suite) {
        this.recipe = ImageRecipe.builder(suite);
    }

    @Override
    public ImageBuilder variant(Variant variant) {
        recipe.variant(variant);
        return this;
    }

    @Override
    public ImageBuilder mirror(String uri) {
        recipe.mirror(uri);
        return this;
    }

    @Override
    public ImageBuilder source(AptSource source) {
        recipe.source(source);
        return this;
    }

    @Override
    public ImageBuilder components(String... components) {
        recipe.components(components);
        return this;
    }

    @Override
    public ImageBuilder include(String... packages) {
        recipe.include(packages);
        return this;
    }

    @Override
    public ImageBuilder exclude(String... packages) {
        recipe.exclude(packages);
        return this;
    }

    @Override
    public ImageBuilder installAfter(String... packages) {
        recipe.installAfter(packages);
        return this;
    }

    @Override
    public ImageBuilder purge(String... packages) {
        recipe.purge(packages);
        return this;
    }

    @Override
    public ImageBuilder file(GuestFile file) {
        recipe.file(file);
        return this;
    }

    @Override
    public ImageBuilder script(GuestScript script) {
        recipe.script(script);
        return this;
    }

    @Override
    public ImageBuilder hostname(String name) {
        recipe.hostname(name);
        return this;
    }

    @Override
    public ImageBuilder locale(String name) {
        recipe.locale(name);
        return this;
    }

    @Override
    public ImageBuilder aptOption(String name, String value) {
        recipe.aptOption(name, value);
        return this;
    }

    @Override
    public ImageBuilder size(ByteSize size) {
        recipe.size(size);
        return this;
    }

    @Override
    public ImageBuilder freeSpace(ByteSize space) {
        recipe.freeSpace(space);
        return this;
    }

    @Override
    public ImageBuilder keyring(Path file) {
        recipe.keyring(file);
        return this;
    }

    @Override
    public ImageBuilder snapshot(Instant moment) {
        recipe.snapshot(moment);
        return this;
    }

    @Override
    public ImageBuilder bootstrap(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
        return this;
    }

    @Override
    public ImageBuilder store(ImageStore store) {
        this.store = Optional.of(store);
        return this;
    }

    @Override
    public ImageBuilder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time limit must be positive: " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    @Override
    public ImageBuilder proxy(URI address) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException(
                    "Not the address of a proxy, like http://proxy.example:3128: " + address);
        }
        this.proxy = Optional.of(address);
        return this;
    }

    @Override
    public ImageBuilder network(Network network) {
        this.network = Optional.of(network);
        return this;
    }

    @Override
    public ImageBuilder onProgress(Consumer<ImageEvent> listener) {
        this.listener = listener;
        return this;
    }

    @Override
    public ImageBuilder kernel(UmlKernel kernel) {
        this.kernel = Optional.of(kernel);
        return this;
    }

    @Override
    public ImageBuilder kernelArgument(String word) {
        UmlMachine.builder().kernelArgument(word); // Refuses what is none: now, and not when the image is made.
        kernelArguments.add(word);
        return this;
    }

    /** A recipe with every other option at its default. */
    static DebianImage standardImage(ImageRecipe recipe) {
        return new ImageBuilder(recipe.suite()).build(recipe);
    }

    @Override
    public DebianImage build() {
        return build(recipe.build());
    }

    private DebianImage build(ImageRecipe whole) {
        return new DebianImage(
                whole,
                List.of(),
                store.orElseGet(ImageBuilder::standardStore),
                bootstrap,
                new Surroundings(proxy, network),
                timeout,
                new MachineOptions(kernel, kernelArguments),
                listener);
    }

    private static ImageStore standardStore() {
        try {
            return ImageStore.standard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
