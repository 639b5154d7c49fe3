/** How the settings of pbuilder-uml.conf and rootstrap.conf become a network. */
@NullMarked
package io.umlmachine.net.internal.config;

import org.jspecify.annotations.NullMarked;
