package io.umlmachine.net;

import io.umlmachine.ByteSize;

/**
 * How much a {@link PacketCapture} keeps. Immutable and thread-safe.
 *
 * @param snapLength how much of the front of each packet is kept, at most 256 KiB
 * @param limit how large the file may become; the capture ends before it would become larger
 */
public record CaptureOptions(ByteSize snapLength, ByteSize limit) {

    /** More than any packet is long; what tcpdump(8) takes by default. */
    private static final ByteSize LONGEST = ByteSize.kibibytes(256);

    private static final CaptureOptions DEFAULTS = new CaptureOptions(LONGEST, ByteSize.gibibytes(1));

    /**
     * Checks the numbers.
     *
     * @param snapLength how much of each packet is kept
     * @param limit how large the file may become
     * @throws IllegalArgumentException if packets are to be kept longer than 256 KiB, or not at all
     */
    public CaptureOptions {
        if (snapLength.compareTo(LONGEST) > 0 || snapLength.bytes() == 0) {
            throw new IllegalArgumentException("Of a packet 1 byte to " + LONGEST + " are kept: " + snapLength);
        }
    }

    /**
     * Whole packets, in a file of at most 1 GiB.
     *
     * @return the defaults
     */
    public static CaptureOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how much of each packet is kept: the headers fit in 128 bytes as a rule.
     *
     * @param length 1 byte to 256 KiB
     * @return a copy
     * @throws IllegalArgumentException if it is out of that range
     */
    public CaptureOptions snapLength(ByteSize length) {
        return new CaptureOptions(length, limit);
    }

    /**
     * Sets how large the file may become.
     *
     * @param limit its largest size
     * @return a copy
     */
    public CaptureOptions limit(ByteSize limit) {
        return new CaptureOptions(snapLength, limit);
    }
}
