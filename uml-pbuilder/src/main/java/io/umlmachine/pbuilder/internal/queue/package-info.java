/** Many builds: in which order, how many at once, and what becomes of those whose dependencies fail. */
@NullMarked
package io.umlmachine.pbuilder.internal.queue;

import org.jspecify.annotations.NullMarked;
