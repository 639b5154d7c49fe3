package io.umlmachine.junit;

import io.umlmachine.MachineImage;

/** Says which disk the machines of a test class boot from. Has a constructor without parameters. */
@FunctionalInterface
public interface ImageSource {

    /**
     * The disk. Called once for each test that has a machine, on any thread.
     *
     * @return such as {@code DebianImage.of("bookworm")}, which is made by the first test that needs it, and is there for
     *     all others
     */
    MachineImage image();
}
