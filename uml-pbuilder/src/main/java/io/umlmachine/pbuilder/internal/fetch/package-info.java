/** Fetching source packages with the host's apt. */
@NullMarked
package io.umlmachine.pbuilder.internal.fetch;

import org.jspecify.annotations.NullMarked;
