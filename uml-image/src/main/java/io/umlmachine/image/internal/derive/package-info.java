/** Generations made from generations: updates, changes by a program, layers. */
@NullMarked
package io.umlmachine.image.internal.derive;

import org.jspecify.annotations.NullMarked;
