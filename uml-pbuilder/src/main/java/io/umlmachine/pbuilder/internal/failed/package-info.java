/** The disks of builds that failed, kept for a person to look at. */
@NullMarked
package io.umlmachine.pbuilder.internal.failed;

import org.jspecify.annotations.NullMarked;
