package io.umlmachine.internal.agent;

import java.time.Duration;

/**
 * How a machine is switched off. Immutable and thread-safe.
 *
 * @param kind what goes before
 * @param initPatience how long an init may take that is asked
 */
public record PowerOff(Kind kind, Duration initPatience) {

    /** For a machine whose disk goes with it. */
    public static final PowerOff AT_ONCE = new PowerOff(Kind.AT_ONCE, Duration.ZERO);

    /** What goes before; in the order of their numbers in the protocol. */
    public enum Kind {
        /** Nothing. */
        AT_ONCE,
        /** Everything is killed, and the disks are written out. */
        WRITTEN_OUT,
        /** Init is asked to do it; where it does not, as {@link #WRITTEN_OUT}. */
        BY_INIT
    }

    /** After what was written is on the disks. An init of the image does it, where there is one, if it does so in time. */
    public static PowerOff orderly(Duration initPatience) {
        return new PowerOff(Kind.BY_INIT, initPatience);
    }

    byte[] encode() {
        return new Payload.Writer()
                .u8(kind.ordinal())
                .u16((int) Math.max(1, initPatience.toSeconds()))
                .bytes();
    }
}
