/** From configuration files, options and defaults to typed values. */
@NullMarked
package io.umlmachine.pbuilder.internal.config;

import org.jspecify.annotations.NullMarked;
