package io.umlmachine;

import java.util.List;

/**
 * The memory of the machines of this user, in all Java programs, at one moment. Immutable and thread-safe.
 *
 * @param budget how much they may have together
 * @param source what the budget is, in words, such as {@code 80 % of the host's memory of 16777216K}
 * @param reserved how much they have
 * @param waiting how many machines wait for room
 * @param holders the machines that have it
 */
public record MemoryUse(ByteSize budget, String source, ByteSize reserved, int waiting, List<MachineShare> holders) {

    /**
     * Copies the list.
     *
     * @param budget how much they may have together
     * @param source what the budget is, in words
     * @param reserved how much they have
     * @param waiting how many machines wait for room
     * @param holders the machines that have it
     */
    public MemoryUse {
        holders = List.copyOf(holders);
    }
}
