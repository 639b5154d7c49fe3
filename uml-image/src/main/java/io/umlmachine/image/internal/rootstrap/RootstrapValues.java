package io.umlmachine.image.internal.rootstrap;

import io.umlmachine.ByteSize;
import io.umlmachine.image.PackageChoice;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.net.NetworkConfig.Setting;
import java.util.List;
import java.util.Optional;

/**
 * What a file comes to. Immutable and thread-safe.
 *
 * @param suite the suite, the host's own if none is said
 * @param mirror the archive, if it is said
 * @param packages what is added and left out
 * @param size the disk's size, if it is said
 * @param freeSpace to what its free space is shrunk, if it is
 * @param proxy through what packages are fetched, if it is said
 * @param kernelArguments words for the kernels of the machines that take part
 * @param network the network of machines
 * @param settings those that are held against pbuilder's
 * @param remarks what has no effect, and why
 */
public record RootstrapValues(
        String suite,
        Optional<String> mirror,
        PackageChoice packages,
        Optional<ByteSize> size,
        Optional<ByteSize> freeSpace,
        Optional<String> proxy,
        List<String> kernelArguments,
        NetworkConfig network,
        List<Setting> settings,
        List<String> remarks) {

    /** Copies the lists. */
    public RootstrapValues {
        kernelArguments = List.copyOf(kernelArguments);
        settings = List.copyOf(settings);
        remarks = List.copyOf(remarks);
    }
}
