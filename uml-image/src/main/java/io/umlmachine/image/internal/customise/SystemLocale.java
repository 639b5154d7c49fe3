package io.umlmachine.image.internal.customise;

import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.bootstrap.Creation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The locale of a system, as locale.gen(5) and locale(5) configure it.
 *
 * @param name such as {@code de_DE.UTF-8}
 */
public record SystemLocale(String name) {

    /** The package that has the sources of locales, and makes locales of them. */
    public static final String PACKAGE = "locales";

    /** Every system has these. */
    private static final Set<String> PRESENT = Set.of("C", "POSIX", "C.UTF-8", "C.utf8");

    /** Each line a locale and its character set. */
    private static final String SUPPORTED = "/usr/share/i18n/SUPPORTED";

    /** Whether a recipe's locale has to be made. */
    public static boolean isGenerated(ImageRecipe recipe) {
        return recipe.settings()
                .locale()
                .filter(name -> !PRESENT.contains(name))
                .isPresent();
    }

    /** The file that tells programs of it. */
    public GuestFile configuration() {
        return GuestFile.of("/etc/default/locale", "LANG=" + name + "\n");
    }

    /**
     * Makes it, and configures it.
     *
     * @throws io.umlmachine.image.ImageException if the system does not know it
     */
    void generate(WorkMachine machine, Creation creation) throws IOException, InterruptedException {
        String supported = machine.ask("cat", SUPPORTED).orThrow().stdout();
        Optional<String> entry =
                supported.lines().filter(line -> line.startsWith(name + " ")).findFirst();
        if (entry.isEmpty()) {
            throw creation.failure(
                    ImageFailure.RECIPE,
                    "the suite has no locale " + name + "; those that it has are in " + SUPPORTED,
                    List.of(),
                    OptionalInt.empty(),
                    "");
        }
        machine.put(GuestFile.of("/etc/locale.gen", entry.get() + "\n"));
        machine.run("the making of the locale " + name, List.of("locale-gen"));
        machine.put(configuration());
    }
}
