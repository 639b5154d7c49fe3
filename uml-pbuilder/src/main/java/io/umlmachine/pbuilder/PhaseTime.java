package io.umlmachine.pbuilder;

import java.time.Duration;

/**
 * How long a part of a build took.
 *
 * @param phase the part
 * @param duration its time, as the host's clock saw it
 */
public record PhaseTime(BuildPhase phase, Duration duration) {}
