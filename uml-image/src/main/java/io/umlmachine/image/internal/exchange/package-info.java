/** Images on their way from one store to another. */
@NullMarked
package io.umlmachine.image.internal.exchange;

import org.jspecify.annotations.NullMarked;
