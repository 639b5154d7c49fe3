package io.umlmachine;

import java.io.IOException;

/**
 * An extra disk of a machine, there since its boot or plugged in since. It stays when the machine is rebooted, under the
 * same device. Thread-safe.
 */
public interface AttachedDisk extends AutoCloseable {

    /**
     * Where the guest finds it.
     *
     * @return the path of a block device: {@code /dev/ubdc}
     */
    String device();

    /**
     * What was attached.
     *
     * @return the description
     */
    Disk disk();

    /**
     * Whether the machine has it.
     *
     * @return false once it was unplugged, or the machine was closed
     */
    boolean isAttached();

    /**
     * Unplugs it. What the guest wrote is in the file then; a throwaway overlay is removed. Does nothing when it is
     * unplugged already, and when the machine has ended. An interrupt is kept for later: this takes no time unless the
     * kernel hangs, and ten seconds at most then.
     *
     * @throws DiskInUseException if the guest has the device open: a file system on it is mounted, for example
     * @throws IOException if the kernel cannot be asked
     */
    @Override
    void close() throws IOException;
}
