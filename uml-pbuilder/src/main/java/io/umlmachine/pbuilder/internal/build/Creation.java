package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageUpdate;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.hooks.GuestHooks;
import io.umlmachine.pbuilder.internal.hooks.HookDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the base image of a configuration, and keeps it up to date. */
public final class Creation {

    private Creation() {}

    /** Makes a new generation in the image store, and copies it to the file that the configuration names. */
    public static void create(PbuilderConfig config, Consumer<ImageEvent> listener)
            throws IOException, InterruptedException {
        create(new Machines(config).stored(listener), config, listener);
    }

    static void create(DebianImage image, PbuilderConfig config, Consumer<ImageEvent> listener)
            throws IOException, InterruptedException {
        HookDirectory hooks = HookDirectory.of(config);
        if (hooks.hasAny(HookPoint.AFTER_BOOT, HookPoint.AFTER_BOOTSTRAP, HookPoint.AFTER_APT)) {
            image.create(machine -> {
                GuestHooks ofMachine = hooks(hooks, config, "create", machine, image.name(), listener);
                ofMachine.run(HookPoint.AFTER_BOOT);
                ofMachine.run(HookPoint.AFTER_BOOTSTRAP);
                ofMachine.run(HookPoint.AFTER_APT);
            });
        } else {
            image.create();
        }
        copy(config, image);
    }

    /** Brings the image in the store up to date, and copies it to the file that the configuration names. */
    public static ImageUpdate update(PbuilderConfig config, Consumer<ImageEvent> listener)
            throws IOException, InterruptedException {
        DebianImage image = new Machines(config).stored(listener);
        HookDirectory hooks = HookDirectory.of(config);
        ImageUpdate update = hooks.hasAny(HookPoint.AFTER_BOOT, HookPoint.AFTER_APT)
                ? image.update(
                        machine -> hooks(hooks, config, "update", machine, image.name(), listener)
                                .run(HookPoint.AFTER_BOOT),
                        machine -> hooks(hooks, config, "update", machine, image.name(), listener)
                                .run(HookPoint.AFTER_APT))
                : image.update();
        new Kernels(config).refresh();
        copy(config, image);
        return update;
    }

    private static GuestHooks hooks(
            HookDirectory directory,
            PbuilderConfig config,
            String operation,
            UmlMachine machine,
            String image,
            Consumer<ImageEvent> listener) {
        return new GuestHooks(directory, config, operation, machine, (point, command) -> {
            ExecResult result = machine.exec(GuestSteps.merged(command));
            result.stdout()
                    .lines()
                    .forEach(line -> listener.accept(new ImageEvent.LogLine(image, ImagePhase.CUSTOMISE, line)));
            return new GuestHooks.Ended(result.status(), result.stdout());
        });
    }

    static void copy(PbuilderConfig config, DebianImage image) throws IOException, InterruptedException {
        Optional<Path> target = config.image();
        if (target.isPresent()) {
            image.copyTo(target.get());
        }
    }
}
