package io.umlmachine.net.internal.slirp;

import io.umlmachine.internal.unix.PacketBatch;

/** Carries frames from one socket to another. */
final class Frames {

    /** More at a time gain nothing: a socket holds about ninety frames of the usual size. */
    private static final int MOST = 32;

    private static final int LEAST = 4;

    /** How much memory a batch takes, if its frames are not too large for that. */
    private static final int ROOM = 256 * 1024;

    private Frames() {}

    /** Room for frames of at most so many bytes. */
    static PacketBatch batch(int frameLimit) {
        return new PacketBatch(Math.min(MOST, Math.max(LEAST, ROOM / frameLimit)), frameLimit);
    }

    /** Passes on what was received, but for frames that are too long, or not admitted. */
    static void forEachRun(PacketBatch frames, GuestPort.Admission admission, GuestPort.Uplink target) {
        int from = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.isCut(i) || !admission.admits(frames, i)) {
                pass(frames, from, i, target);
                from = i + 1;
            }
        }
        pass(frames, from, frames.size(), target);
    }

    private static void pass(PacketBatch frames, int from, int to, GuestPort.Uplink target) {
        if (from < to) {
            target.send(frames, from, to);
        }
    }
}
