package io.umlmachine.internal.agent;

/**
 * One frame. Its payload is not copied and must not be changed.
 *
 * @param type what it says
 * @param channel whom it is about; 0 is the machine
 * @param payload at most {@link #MAX_PAYLOAD} bytes
 */
record Frame(FrameType type, int channel, byte[] payload) {

    static final int MAX_PAYLOAD = 65_536;

    /** The channel of the machine itself. */
    static final int MACHINE = 0;

    Frame {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "A frame holds at most " + MAX_PAYLOAD + " bytes, not " + payload.length);
        }
    }

    Payload.Reader reader() {
        return new Payload.Reader(payload);
    }
}
