package io.umlmachine.junit.internal;

import io.umlmachine.Admission;
import io.umlmachine.ByteSize;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.junit.ImageSource;
import io.umlmachine.junit.Machine;
import io.umlmachine.junit.MachineOptions;
import io.umlmachine.junit.UmlTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.ReflectionSupport;

/** Which machine is meant: two places whose annotations say the same mean the same one. */
record MachineDescription(Machine machine, UmlTest test) {

    /** As long as the tests before it may take: it waits in line for memory. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    UmlMachine.Builder builder(MachineImage image, Optional<Path> overlay) {
        UmlMachine.Builder builder = UmlMachine.builder()
                .image(image)
                .memory(ByteSize.parse(test.memory()))
                .admission(Admission.byMemory().waitingAtMost(PATIENCE));
        overlay.ifPresent(builder::cow);
        apply(test.options(), builder);
        apply(machine.options(), builder);
        return builder;
    }

    MachineImage image() {
        boolean named = test.image() != ImageSource.class;
        if (named == !test.suite().isEmpty()) {
            throw new JUnitException(
                    "@UmlTest names one of image and suite, not " + (named ? "both" : "neither") + ": " + test);
        }
        if (named && test.packages().length > 0) {
            throw new JUnitException(
                    "@UmlTest has packages for a suite; those of an image are its own affair: " + test);
        }
        return named
                ? ReflectionSupport.newInstance(test.image()).image()
                : DebianImage.of(ImageRecipe.builder(test.suite())
                        .include(test.packages())
                        .build());
    }

    private static void apply(Class<? extends MachineOptions> options, UmlMachine.Builder builder) {
        if (options != MachineOptions.class) {
            ReflectionSupport.newInstance(options).apply(builder);
        }
    }
}
