package io.umlmachine;

import java.io.IOException;

/**
 * A disk is in use and cannot be had, changed or taken away: another machine has its file, this one has it twice, or the
 * guest has the device open. Nothing has changed; it can be tried again.
 */
public final class DiskInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String disk;

    /**
     * A disk that is in use.
     *
     * @param disk the path of the file on the host, or of the device in the guest
     * @param why who uses it, and what to do, without a subject: {@code "is mounted in the guest"}
     */
    public DiskInUseException(String disk, String why) {
        super(disk + " " + why);
        this.disk = disk;
    }

    /**
     * Which disk.
     *
     * @return the path of the file on the host, or of the device in the guest
     */
    public String disk() {
        return disk;
    }
}
