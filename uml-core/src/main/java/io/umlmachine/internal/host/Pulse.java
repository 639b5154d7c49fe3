package io.umlmachine.internal.host;

/**
 * How a process is getting on at one moment, and those that it traces.
 *
 * @param sleeping whether it waits for something, and could be woken
 * @param switches how often it has been given a CPU, or taken one from
 * @param tracedTicks the CPU time of those, in hundredths of a second
 */
public record Pulse(boolean sleeping, long switches, long tracedTicks) {}
