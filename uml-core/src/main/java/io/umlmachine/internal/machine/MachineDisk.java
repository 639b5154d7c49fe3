package io.umlmachine.internal.machine;

import io.umlmachine.AttachedDisk;
import io.umlmachine.Disk;
import io.umlmachine.UmlMachine;
import java.io.IOException;

/**
 * One extra disk of a machine, for its user. Immutable and thread-safe.
 *
 * @param machine whose it is
 * @param disks where it is kept
 * @param files what it is
 */
record MachineDisk(UmlMachine machine, MachineDisks disks, DiskFiles files) implements AttachedDisk {

    @Override
    public String device() {
        return "/dev/ubd" + files.letter();
    }

    @Override
    public Disk disk() {
        return files.disk();
    }

    @Override
    public boolean isAttached() {
        return disks.isAttached(files);
    }

    @Override
    public void close() throws IOException {
        disks.unplug(files, machine::isAlive);
    }

    @Override
    public String toString() {
        return device() + " of " + machine;
    }
}
