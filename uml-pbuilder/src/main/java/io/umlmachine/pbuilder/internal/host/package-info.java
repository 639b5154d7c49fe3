/** What this module asks of the host. */
@NullMarked
package io.umlmachine.pbuilder.internal.host;

import org.jspecify.annotations.NullMarked;
