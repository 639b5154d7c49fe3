package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.TarTree;
import io.umlmachine.image.internal.disk.Traces;
import io.umlmachine.internal.host.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a disk by debootstrap: it unpacks the packages on the host, and a machine configures them. */
record Debootstrap() implements Bootstrapper {

    @Override
    public Subject tool() {
        return Subject.DEBOOTSTRAP;
    }

    @Override
    public Path makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException {
        Path tree = creation.file("tree");
        Fakeroot fakeroot = creation.phase(ImagePhase.BOOTSTRAP, () -> {
            Fakeroot session = Fakeroot.of(creation);
            session.run(commandLine(plan, tree));
            return session;
        });
        Working working = creation.phase(ImagePhase.FILESYSTEM, () -> {
            Path archive = creation.file("root.tar");
            fakeroot.run(List.of(
                    Tools.path("tar"),
                    "--create",
                    "--format=posix",
                    "--numeric-owner",
                    "--file=" + archive,
                    "--directory=" + tree,
                    "."));
            FileTrees.remove(tree);
            Working made = makeDisk(plan, archive, creation);
            Files.delete(archive);
            return made;
        });
        creation.phase(ImagePhase.SECOND_STAGE, () -> {
            new SecondStage(plan, creation).run(working.disk());
            return working;
        });
        return creation.phase(
                ImagePhase.FILESYSTEM,
                () -> FileSystem.repack(working.disk(), plan.recipe(), working.epoch(), creation));
    }

    /** A disk whose packages are not configured, and the moment that it is of. */
    private record Working(Path disk, Epoch epoch) {}

    private static Working makeDisk(Plan plan, Path archive, Creation creation) throws IOException {
        try (TarTree unpacked = TarTree.open(archive)) {
            Epoch epoch = plan.epoch(unpacked.root());
            GuestTree tree = new GuestTree(unpacked.root(), epoch.seconds());
            Traces.removeHost(tree);
            Configuration.apply(plan, tree);
            return new Working(FileSystem.makeWorking(tree, plan.recipe(), epoch, creation), epoch);
        }
    }

    private static List<String> commandLine(Plan plan, Path tree) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Tools.path("debootstrap"),
                "--foreign",
                "--force-check-gpg",
                "--keyring=" + plan.keyring(),
                // As mmdebstrap does it; without this, the variant buildd of older suites is not merged.
                "--merged-usr",
                "--variant=" + plan.recipe().variant().label(),
                "--components=" + String.join(",", plan.recipe().components())));
        if (!plan.packages().isEmpty()) {
            words.add("--include=" + String.join(",", plan.packages()));
        }
        words.add(plan.recipe().suite());
        words.add(tree.toString());
        if (plan.hasSources()) {
            words.add(plan.mainSource().uri());
        }
        return words;
    }
}
