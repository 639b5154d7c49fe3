package io.umlmachine.net;

import io.umlmachine.ByteSize;

/**
 * How far a {@link PacketCapture} has come. Immutable and thread-safe.
 *
 * @param packets how many packets are in the file
 * @param size the file's size
 * @param lost how many packets went by too fast to be kept, as far as is known yet
 * @param limitReached whether the capture ended because the file had its largest size
 */
public record CaptureStatistics(long packets, ByteSize size, long lost, boolean limitReached) {}
