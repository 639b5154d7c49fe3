/** Apt's sources: reading the host's, and choosing from them what an image is made from. */
@NullMarked
package io.umlmachine.image.internal.apt;

import org.jspecify.annotations.NullMarked;
