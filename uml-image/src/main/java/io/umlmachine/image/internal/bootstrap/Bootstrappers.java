package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.image.Bootstrap;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.util.Optional;

/** Chooses a way to make a disk by what the host has; a way that then fails is not replaced by another. */
final class Bootstrappers {

    private Bootstrappers() {}

    /**
     * The wanted way, or the best.
     *
     * @throws io.umlmachine.HostException if a program is missing
     * @throws ImageException if mmdebstrap is wanted and there, but cannot get the rights that it needs
     */
    static Bootstrapper choose(Bootstrap wanted, Plan plan, Creation creation)
            throws IOException, InterruptedException {
        Tools.requireCommon();
        OwnedDirectory owner = creation.directory();
        return switch (wanted) {
            case MMDEBSTRAP -> mmdebstrap(owner);
            case DEBOOTSTRAP -> debootstrap(plan, creation);
            case AUTO -> {
                Optional<MmdebstrapMode> mode = MmdebstrapMode.probe(owner);
                yield mode.isPresent() ? new Mmdebstrap(mode.get()) : debootstrap(plan, creation);
            }
        };
    }

    private static Bootstrapper mmdebstrap(OwnedDirectory owner) throws IOException, InterruptedException {
        UmlHost.require(Subject.MMDEBSTRAP);
        return new Mmdebstrap(MmdebstrapMode.probe(owner)
                .orElseThrow(() -> new ImageException(
                        "mmdebstrap can use neither user namespaces nor fakechroot; mend with: sudo apt-get install"
                                + " fakechroot",
                        ImageException.Facts.of(ImageFailure.HOST, ImagePhase.RESOLVE))));
    }

    private static Bootstrapper debootstrap(Plan plan, Creation creation) throws IOException, InterruptedException {
        Tools.requireFakeroot();
        return new Debootstrap(DebootstrapProgram.find(plan, creation));
    }
}
