package io.umlmachine.junit;

import io.umlmachine.MachineImage;

/**
 * Says which disk the machines of a test class boot from. Has a constructor without parameters, which may be private.
 *
 * @see RecipeSource
 */
@FunctionalInterface
public interface ImageSource {

    /**
     * The disk. Called once for each machine, on any thread, several at the same time too.
     *
     * @return such as {@code DebianImage.of("bookworm").with("nginx")}, which is made by the first test that needs it, and
     *     is there for all others
     */
    MachineImage image();
}
