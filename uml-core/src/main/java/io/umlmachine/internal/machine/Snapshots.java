package io.umlmachine.internal.machine;

import io.umlmachine.DiskImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.disk.Overlay;
import io.umlmachine.internal.disk.StoredImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Makes images of a running machine's disk, one at a time. Thread-safe. */
final class Snapshots {

    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Makes an image. The guest is frozen only while that is copied which it can change.
     *
     * @throws IOException if the guest cannot be frozen, or there is no room
     */
    DiskImage take(UmlMachine machine, RootDisk disk) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return StoredImage.make(image -> {
                if (disk.overlay().isEmpty()) {
                    try (FrozenGuest guest = FrozenGuest.freeze(machine)) {
                        image.addBase(disk.image());
                        guest.thaw();
                    }
                    return;
                }
                Path overlay = disk.overlay().get();
                image.addBase(disk.image());
                try (FrozenGuest guest = FrozenGuest.freeze(machine)) {
                    image.addChanges(overlay, Overlay.header(overlay));
                    guest.thaw();
                }
            });
        } finally {
            lock.unlock();
        }
    }
}
