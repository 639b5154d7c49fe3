package io.umlmachine.image;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.apt.MirrorChoice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The builder of {@link ImageRecipe}. */
final class RecipeBuilder implements ImageRecipe.Builder {

    private static final ByteSize DEFAULT_SIZE = ByteSize.gibibytes(4);

    private final String suite;
    private final List<AptSource> furtherSources = new ArrayList<>();
    private final List<String> include = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private final List<String> installAfter = new ArrayList<>();
    private final List<String> purge = new ArrayList<>();
    private final List<GuestFile> files = new ArrayList<>();
    private final List<GuestScript> scripts = new ArrayList<>();
    private final SortedMap<String, String> aptOptions = new TreeMap<>();
    private Variant variant = Variant.MINBASE;
    private Optional<String> mirror = Optional.empty();
    private List<String> components = List.of("main");
    private String hostname = GuestSettings.DEFAULT.hostname();
    private Optional<String> locale = Optional.empty();
    private ByteSize size = DEFAULT_SIZE;
    private Optional<ByteSize> freeSpace = Optional.empty();
    private Optional<Path> keyring = Optional.empty();
    private Optional<Instant> snapshot = Optional.empty();

    RecipeBuilder(String suite) {
        this.suite = suite;
    }

    @Override
    public RecipeBuilder variant(Variant variant) {
        this.variant = variant;
        return this;
    }

    @Override
    public RecipeBuilder mirror(String uri) {
        this.mirror = Optional.of(uri);
        return this;
    }

    @Override
    public RecipeBuilder source(AptSource source) {
        furtherSources.add(source);
        return this;
    }

    @Override
    public RecipeBuilder components(String... components) {
        this.components = List.of(components);
        return this;
    }

    @Override
    public RecipeBuilder include(String... packages) {
        include.addAll(List.of(packages));
        return this;
    }

    @Override
    public RecipeBuilder exclude(String... packages) {
        exclude.addAll(List.of(packages));
        return this;
    }

    @Override
    public RecipeBuilder installAfter(String... packages) {
        installAfter.addAll(List.of(packages));
        return this;
    }

    @Override
    public RecipeBuilder purge(String... packages) {
        purge.addAll(List.of(packages));
        return this;
    }

    @Override
    public RecipeBuilder file(GuestFile file) {
        files.add(file);
        return this;
    }

    @Override
    public RecipeBuilder script(GuestScript script) {
        scripts.add(script);
        return this;
    }

    @Override
    public RecipeBuilder hostname(String name) {
        this.hostname = name;
        return this;
    }

    @Override
    public RecipeBuilder locale(String name) {
        this.locale = Optional.of(name);
        return this;
    }

    @Override
    public RecipeBuilder aptOption(String name, String value) {
        aptOptions.put(name, value);
        return this;
    }

    @Override
    public RecipeBuilder size(ByteSize size) {
        this.size = size;
        return this;
    }

    @Override
    public RecipeBuilder freeSpace(ByteSize space) {
        this.freeSpace = Optional.of(space);
        return this;
    }

    @Override
    public RecipeBuilder keyring(Path file) {
        this.keyring = Optional.of(file);
        return this;
    }

    @Override
    public RecipeBuilder snapshot(Instant moment) {
        this.snapshot = Optional.of(moment);
        return this;
    }

    @Override
    public ImageRecipe build() {
        return new ImageRecipe(
                suite,
                variant,
                Stream.concat(ownSources().stream(), furtherSources.stream()).toList(),
                components,
                new PackageChoice(include, exclude, installAfter, purge),
                new GuestSettings(hostname, locale, aptOptions),
                files,
                scripts,
                size,
                freeSpace,
                keyring,
                snapshot);
    }

    private List<AptSource> ownSources() {
        return mirror.map(uri -> List.of(new AptSource(uri, suite, components)))
                .orElseGet(() -> MirrorChoice.ofHost().sourcesOf(suite).stream()
                        .map(entry -> new AptSource(entry.uri(), entry.suite(), components))
                        .toList());
    }
}
