/** Shell assignments, read without a shell: nothing in a configuration file is ever run. */
@NullMarked
package io.umlmachine.pbuilder.internal.shell;

import org.jspecify.annotations.NullMarked;
