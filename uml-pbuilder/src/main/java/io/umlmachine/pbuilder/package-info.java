/**
 * The clean-room builder of Debian packages: the successor of pbuilder-user-mode-linux.
 *
 * <p>{@link io.umlmachine.pbuilder.Pbuilder} is the place to start, {@link io.umlmachine.pbuilder.PbuilderConfig} reads
 * the configuration files of pbuilder and pbuilder-user-mode-linux as they stand.
 *
 * <p>A build that ran and failed is a {@link io.umlmachine.pbuilder.BuildResult}; a build that could not run, or whose
 * results cannot be trusted, is an exception: a {@link io.umlmachine.pbuilder.BuildException}, or the
 * {@link io.umlmachine.UmlException} of the layer that failed.
 */
@NullMarked
package io.umlmachine.pbuilder;

import org.jspecify.annotations.NullMarked;
