package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.internal.host.FileTrees;
import java.io.IOException;
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
    public Path makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException {
        Path tree = creation.file("tree");
        Fakeroot fakeroot = creation.phase(ImagePhase.BOOTSTRAP, () -> {
            new ReleaseCheck(plan, creation).trust();
            new ReleaseCheck(plan, creation).components();
            Fakeroot session = Fakeroot.of(creation);
            Map<String, String> environment = new HashMap<>(plan.surroundings().environment());
            environment.putAll(program.environment());
            session.run(commandLine(plan, tree), environment);
            return session;
        });
        Path disk = creation.phase(ImagePhase.FILESYSTEM, () -> {
            GuestTree guest = new GuestTree(tree);
            guest.makeMountPoints();
            guest.removeTracesOfHost();
            guest.configure(SystemFiles.of(plan));
            Path made = FileSystem.make(tree, plan.recipe(), fakeroot, creation);
            FileTrees.remove(tree);
            return made;
        });
        creation.phase(ImagePhase.SECOND_STAGE, () -> {
            new SecondStage(plan, creation).run(disk);
            return disk;
        });
        if (Upgrade.isNeeded(plan)) {
            creation.phase(ImagePhase.UPGRADE, () -> {
                new Upgrade(plan, creation).run(disk);
                return disk;
            });
        }
        return disk;
    }

    private List<String> commandLine(Plan plan, Path tree) {
        List<String> words = new ArrayList<>(List.of(
                program.path().toString(),
                "--foreign",
                "--force-check-gpg",
                "--keyring=" + plan.keyrings().main(),
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
