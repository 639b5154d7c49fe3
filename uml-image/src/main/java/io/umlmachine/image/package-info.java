/**
 * Debian base images: what an image is made from, how it is made without root, and where it is kept.
 *
 * <p>{@link io.umlmachine.image.DebianImage} is the place to start. An image is made when it is first asked for, kept in an
 * {@link io.umlmachine.image.ImageStore}, and never written again: what makes it anew makes a new generation beside it.
 *
 * <p>Parameters and results are never {@code null}. What can go wrong with an image is an
 * {@link io.umlmachine.image.ImageException}.
 */
@NullMarked
package io.umlmachine.image;

import org.jspecify.annotations.NullMarked;
