package io.umlmachine.net.internal.lan;

/** Sees the frames that a switch passes on. Called by the switch's thread, which it must not hold up. */
@FunctionalInterface
interface FrameListener {

    /**
     * A frame.
     *
     * @param frame holds it; overwritten afterwards
     * @param length how long it is
     */
    void accept(byte[] frame, int length);
}
