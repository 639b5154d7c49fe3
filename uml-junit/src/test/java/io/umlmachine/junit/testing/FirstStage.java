package io.umlmachine.junit.testing;

import io.umlmachine.MachineImage;
import io.umlmachine.junit.ImageSource;
import io.umlmachine.testing.TestImage;

/** The smallest image that machines boot. */
public final class FirstStage implements ImageSource {

    @Override
    public MachineImage image() {
        return MachineImage.file(TestImage.path());
    }
}
