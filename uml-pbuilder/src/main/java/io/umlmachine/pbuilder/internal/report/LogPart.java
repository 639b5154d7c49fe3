package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildPhase;
import java.util.Optional;

/**
 * The part of a log that belongs to a phase, or to none.
 *
 * @param phase the phase; empty for what comes before the first one
 * @param excerpt its lines
 */
record LogPart(Optional<BuildPhase> phase, Excerpt excerpt) {}
