package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.TarTree;
import io.umlmachine.image.internal.disk.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    public Path makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException {
        Path archive = creation.file("root.tar");
        creation.phase(ImagePhase.BOOTSTRAP, () -> {
            bootstrap(plan, archive, creation);
            return archive;
        });
        return creation.phase(ImagePhase.FILESYSTEM, () -> {
            Path disk = makeDisk(plan, archive, creation);
            Files.delete(archive);
            return disk;
        });
    }

    private static Path makeDisk(Plan plan, Path archive, Creation creation) throws IOException {
        try (TarTree unpacked = TarTree.open(archive)) {
            Epoch epoch = plan.epoch(unpacked.root());
            GuestTree tree = new GuestTree(unpacked.root(), epoch.seconds());
            Traces.remove(tree, epoch);
            Configuration.apply(plan, tree);
            return FileSystem.makeFinal(tree, plan.recipe(), epoch, creation);
        }
    }

    private void bootstrap(Plan plan, Path archive, Creation creation) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create(creation.directory(), mode)) {
            Path keyring = scratch.lend(plan.keyring());
            creation.run(
                    commandLine(plan, keyring, archive),
                    Map.of("TMPDIR", scratch.path().toString()));
        }
    }

    private List<String> commandLine(Plan plan, Path keyring, Path archive) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Tools.path("mmdebstrap"),
                "--mode=" + mode.label(),
                "--variant=" + plan.recipe().variant().label(),
                "--format=tar",
                // Their dates are the image's.
                "--skip=cleanup/apt/lists",
                // It runs the same programs either way, but prints what they say: lines to count.
                "--verbose",
                "--keyring=" + keyring,
                "--components=" + String.join(",", plan.recipe().components())));
        if (Files.isDirectory(MERGED_USR)) {
            words.add("--hook-directory=" + MERGED_USR);
        }
        if (!plan.packages().isEmpty()) {
            words.add("--include=" + String.join(",", plan.packages()));
        }
        words.add(plan.recipe().suite());
        words.add(archive.toString());
        plan.recipe().sources().stream().map(AptSource::toString).forEach(words::add);
        return words;
    }
}
