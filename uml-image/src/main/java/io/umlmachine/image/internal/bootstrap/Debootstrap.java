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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a disk by debootstrap: it unpacks the packages of the suite as released on the host, a machine configures them, and
 * brings them up to date from all sources.
 *
 * @param program where debootstrap is
 */
record Debootstrap(DebootstrapProgram program) implements Bootstrapper {

    @Override
    public Subject tool() {
        return Subject.DEBOOTSTRAP;
    }

    @Override
    public Map<String, String> fetched() {
        return program.version().map(version -> Map.of(tool().label(), version)).orElse(Map.of());
    }

    @Override
    public Working makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException {
        Path tree = creation.file("tree");
        Fakeroot fakeroot = creation.phase(ImagePhase.BOOTSTRAP, () -> {
            new ReleaseCheck(plan, creation).trust();
            new ReleaseCheck(plan, creation).components();
            Fakeroot session = Fakeroot.of(creation);
            Map<String, String> environment = new HashMap<>(plan.surroundings().environment());
            environment.putAll(program.environment());
            Path keyring = Files.write(
                    creation.file("keyring.gpg"),
                    Keyrings.binary(plan.keyrings().main()));
            session.run(commandLine(plan, keyring, tree), environment);
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
            Working made = unpack(plan, archive, creation);
            Files.delete(archive);
            return made;
        });
        creation.phase(ImagePhase.SECOND_STAGE, () -> {
            new SecondStage(plan, creation).run(working.disk());
            return working;
        });
        if (DebootstrapUpgrade.isNeeded(plan)) {
            creation.phase(ImagePhase.UPGRADE, () -> {
                new DebootstrapUpgrade(plan, creation).run(working.disk());
                return working;
            });
        }
        return working;
    }

    private static Working unpack(Plan plan, Path archive, Creation creation) throws IOException {
        try (TarTree unpacked = TarTree.open(archive)) {
            Epoch epoch = plan.epoch(unpacked.root());
            GuestTree tree = new GuestTree(unpacked.root(), epoch.seconds());
            Traces.removeHost(tree);
            Configuration.apply(plan, tree);
            return new Working(FileSystem.makeWorking(tree, plan.recipe(), epoch, creation), epoch, false);
        }
    }

    private List<String> commandLine(Plan plan, Path keyring, Path tree) {
        List<String> words = new ArrayList<>(List.of(
                program.path().toString(),
                "--foreign",
                "--force-check-gpg",
                "--keyring=" + keyring,
                // As mmdebstrap does it; without this, the variant buildd of older suites is not merged.
                "--merged-usr",
                "--variant=" + plan.recipe().variant().label(),
                "--components=" + String.join(",", plan.recipe().components())));
        if (!plan.packagesForApt().isEmpty()) {
            words.add("--include=" + String.join(",", plan.packagesForApt()));
        }
        words.add(plan.recipe().suite());
        words.add(tree.toString());
        if (plan.hasSources()) {
            words.add(plan.mainSource().uri());
        }
        return words;
    }
}
