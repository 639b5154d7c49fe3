package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.internal.host.FileTrees;
import java.io.IOException;
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
        Path disk = creation.phase(ImagePhase.FILESYSTEM, () -> {
            GuestTree guest = new GuestTree(tree);
            guest.makeMountPoints();
            guest.removeTracesOfHost();
            guest.configureApt(plan);
            Path made = FileSystem.make(tree, plan.recipe(), fakeroot, creation);
            FileTrees.remove(tree);
            return made;
        });
        return creation.phase(ImagePhase.SECOND_STAGE, () -> {
            new SecondStage(plan, creation).run(disk);
            return disk;
        });
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
