package io.umlmachine.net;

/**
 * What went over a machine's cable of a {@link Lan} since it joined. Immutable and thread-safe.
 *
 * @param framesSent frames that came from the machine and were passed on, or could have been
 * @param bytesSent their bytes, Ethernet headers included
 * @param framesReceived frames that the machine was given
 * @param bytesReceived their bytes
 * @param lost frames for the machine that it did not get: it was not connected, or slower than the others
 * @param foreign frames from the machine that were dropped because their source address was not its own
 * @param malformed frames from the machine that were dropped because they were too long, or shorter than a header
 * @param undeliverable frames from the machine that were dropped because nobody has the address that they
 *     were for, or it is one of the host's loopback
 */
public record LanTraffic(
        long framesSent,
        long bytesSent,
        long framesReceived,
        long bytesReceived,
        long lost,
        long foreign,
        long malformed,
        long undeliverable) {}
