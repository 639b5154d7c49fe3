/** The inside of an image store: generations, locks, manifests. */
@NullMarked
package io.umlmachine.image.internal.store;

import org.jspecify.annotations.NullMarked;
