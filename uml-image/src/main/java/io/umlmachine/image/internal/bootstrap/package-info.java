/** Making images: the tools, the file system, the check. */
@NullMarked
package io.umlmachine.image.internal.bootstrap;

import org.jspecify.annotations.NullMarked;
