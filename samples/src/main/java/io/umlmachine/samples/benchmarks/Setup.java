package io.umlmachine.samples.benchmarks;

import io.umlmachine.CpuPlacement;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import java.nio.file.Path;

/**
 * What every benchmark of a run shares.
 *
 * @param image the image that machines boot
 * @param kernel the kernel that they boot
 * @param cpu the CPU of every run that is pinned
 */
record Setup(Path image, UmlKernel kernel, int cpu) {

    UmlMachine.Builder machine() {
        return UmlMachine.builder().image(image).kernel(kernel).placement(CpuPlacement.cpu(cpu));
    }
}
