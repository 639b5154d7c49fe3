package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.internal.customise.RecipeSteps;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.TarTree;
import io.umlmachine.image.internal.disk.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a disk by mmdebstrap, which configures the packages on the host.
 *
 * @param mode how it gets the rights that it needs
 */
record Mmdebstrap(MmdebstrapMode mode) implements Bootstrapper {

    /**
     * Makes a system whose {@code /usr} is merged from the beginning, as debootstrap does. Without it the package usrmerge is
     * what merges it, and brings all of Perl.
     */
    private static final Path MERGED_USR = Path.of("/usr/share/mmdebstrap/hooks/maybe-merged-usr");

    @Override
    public Subject tool() {
        return Subject.MMDEBSTRAP;
    }

    @Override
    public Working makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException {
        Path archive = creation.file("root.tar");
        creation.phase(ImagePhase.BOOTSTRAP, () -> {
            new ReleaseCheck(plan, creation).components();
            bootstrap(plan, archive, creation);
            return archive;
        });
        return creation.phase(ImagePhase.FILESYSTEM, () -> {
            Working disk = unpack(plan, archive, creation);
            Files.delete(archive);
            return disk;
        });
    }

    private static Working unpack(Plan plan, Path archive, Creation creation) throws IOException {
        try (TarTree unpacked = TarTree.open(archive)) {
            Epoch epoch = plan.epoch(unpacked.root());
            GuestTree tree = new GuestTree(unpacked.root(), epoch.seconds());
            Configuration.apply(plan, tree);
            if (RecipeSteps.isNeeded(plan.recipe())) {
                Traces.removeHost(tree);
                return new Working(FileSystem.makeWorking(tree, plan.recipe(), epoch, creation), epoch, false);
            }
            Traces.remove(tree, epoch);
            return new Working(FileSystem.makeFinal(tree, plan.recipe(), epoch, creation), epoch, true);
        }
    }

    private void bootstrap(Plan plan, Path archive, Creation creation) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create(creation.directory(), mode)) {
            Map<String, String> environment = new HashMap<>(plan.surroundings().environment());
            environment.put("TMPDIR", scratch.path().toString());
            environment.put("DEBIAN_FRONTEND", "noninteractive");
            // Else it is known only when the release files are there.
            plan.recipe().snapshot().map(Epoch::of).map(Epoch::environment).ifPresent(environment::putAll);
            creation.run(commandLine(plan, lend(plan, scratch), archive), environment);
        }
    }

    private static Map<Path, Path> lend(Plan plan, Scratch scratch) throws IOException {
        Map<Path, Path> lent = new HashMap<>();
        for (Path keyring : plan.keyrings().inUse()) {
            lent.put(keyring, scratch.lend(keyring));
        }
        return lent;
    }

    private List<String> commandLine(Plan plan, Map<Path, Path> keyrings, Path archive) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Tools.path("mmdebstrap"),
                "--mode=" + mode.label(),
                "--variant=" + plan.recipe().variant().label(),
                "--format=tar",
                // It runs the same programs either way, but prints what they say: lines to count.
                "--verbose",
                "--keyring=" + keyrings.get(plan.keyrings().main()),
                // Their dates are the image's.
                "--skip=cleanup/apt/lists",
                "--components=" + String.join(",", plan.recipe().components())));
        if (Files.isDirectory(MERGED_USR)) {
            words.add("--hook-directory=" + MERGED_USR);
        }
        if (!plan.packages().isEmpty()) {
            words.add("--include=" + String.join(",", plan.packages()));
        }
        plan.aptOptions().forEach((name, value) -> words.add("--aptopt=" + name + " \"" + value + "\""));
        if (plan.hasSources()) {
            // Each source names its keyring; to find out whether it must, mmdebstrap would need gpg.
            words.add("--skip=check/signed-by");
        }
        words.add(plan.recipe().suite());
        words.add(archive.toString());
        for (AptSource source : plan.sources()) {
            words.add(source.toLine(keyrings.get(plan.keyrings().of(source)).toString()));
        }
        return words;
    }
}
