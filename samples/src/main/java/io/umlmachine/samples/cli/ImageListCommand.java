package io.umlmachine.samples.cli;

import io.umlmachine.ByteSize;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.StoredGeneration;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what the store holds. */
@Command(
        name = "ls",
        description = {
            "Lists every generation of every image: what it was made by, when, and what it takes of the disk.",
            "The current one is marked, and so are those in use. What is wrong with the store is told on "
                    + "standard error."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final double MEBI = 1 << 20;

    @Option(names = "--json", description = "Prints JSON: an array of generations; sizes in bytes.")
    private boolean json;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ImageStore store = options.store();
        List<StoredGeneration> generations = new ArrayList<>();
        for (String image : store.images()) {
            generations.addAll(store.generations(image));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(Json.array(generations, StoreJson::generation)));
        } else {
            table(generations).lines(Screen.out()).forEach(out::println);
            out.println(megabytes(store.usage().total()) + " in " + store.directory());
        }
        store.problems().forEach(problem -> spec.commandLine().getErr().println("note: " + problem));
        return ExitCodes.DONE;
    }

    private static Table table(List<StoredGeneration> generations) {
        Table table = new Table("IMAGE", "STATE", "MADE BY", "CREATED", "LAST USE", "ON DISK", "SIZE");
        for (StoredGeneration generation : generations) {
            table.row(
                    generation.name().toString(),
                    state(generation),
                    generation.manifest().operation().label(),
                    time(generation.manifest().created()),
                    time(generation.lastUse()),
                    megabytes(generation.diskUse()),
                    generation.size().toString());
        }
        return table;
    }

    private static String state(StoredGeneration generation) {
        String state = generation.current() ? "current" : "";
        return generation.inUse() ? (state + " used").strip() : state;
    }

    private static String time(Instant moment) {
        return TIME.format(moment);
    }

    static String megabytes(ByteSize size) {
        return String.format(Locale.ROOT, "%.0fM", size.bytes() / MEBI);
    }
}
