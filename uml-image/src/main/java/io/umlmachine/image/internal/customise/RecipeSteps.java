package io.umlmachine.image.internal.customise;

import io.umlmachine.ExecResult;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.PackageChoice;
import io.umlmachine.image.internal.bootstrap.Creation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The steps of a recipe that need a running system: in the order of {@code RecipeOptions}' javadoc, left-out packages, locale,
 * files, packages to install, packages to purge, scripts.
 *
 * @param recipe the recipe
 * @param aptOptions what apt is told for the making only
 * @param creation the attempt
 */
public record RecipeSteps(ImageRecipe recipe, Map<String, String> aptOptions, Creation creation) {

    /** Whether the recipe has any such step. */
    public static boolean isNeeded(ImageRecipe recipe) {
        PackageChoice packages = recipe.packages();
        return SystemLocale.isGenerated(recipe)
                || !packages.exclude().isEmpty()
                || !recipe.files().isEmpty()
                || !packages.installAfter().isEmpty()
                || !packages.purge().isEmpty()
                || !recipe.scripts().isEmpty();
    }

    /**
     * Does them.
     *
     * @throws io.umlmachine.image.ImageException if one cannot be done
     */
    public void run(WorkMachine machine) throws IOException, InterruptedException {
        Apt apt = new Apt(machine, aptOptions);
        PackageChoice packages = recipe.packages();
        leaveOut(packages.exclude(), machine);
        if (SystemLocale.isGenerated(recipe)) {
            new SystemLocale(recipe.settings().locale().orElseThrow()).generate(machine, creation);
        }
        for (GuestFile file : recipe.files()) {
            put(file, machine);
        }
        if (!packages.installAfter().isEmpty()) {
            apt.update();
            apt.install(packages.installAfter());
        }
        List<String> purged = installed(packages.purge(), machine);
        if (!purged.isEmpty()) {
            apt.purge(purged);
        }
        for (GuestScript script : recipe.scripts()) {
            machine.run(script);
        }
    }

    /** By dpkg, which removes neither an essential package nor one that another needs. */
    private void leaveOut(List<String> names, WorkMachine machine) throws IOException, InterruptedException {
        List<String> there = installed(names, machine);
        if (there.isEmpty()) {
            return;
        }
        List<String> argv = new ArrayList<>(List.of("dpkg", "--purge"));
        argv.addAll(there);
        machine.run("leaving out " + String.join(", ", there), argv);
    }

    private static List<String> installed(List<String> names, WorkMachine machine) throws InterruptedException {
        List<String> installed = new ArrayList<>();
        for (String name : names) {
            ExecResult state = machine.ask("dpkg-query", "--show", "--showformat=${db:Status-Status}", name);
            if (state.success() && !state.stdout().equals("not-installed")) {
                installed.add(name);
            }
        }
        return installed;
    }

    private void put(GuestFile file, WorkMachine machine) throws IOException, InterruptedException {
        if (machine.ask("test", "-d", file.path()).success()) {
            throw creation.failure(
                    ImageFailure.RECIPE,
                    "the file " + file.path() + " of the recipe would be where the system has a directory",
                    List.of(),
                    OptionalInt.empty(),
                    "");
        }
        creation.say("# file " + file);
        machine.put(file);
    }
}
