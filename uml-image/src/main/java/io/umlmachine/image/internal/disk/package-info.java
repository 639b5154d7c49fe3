/** A guest's files, apart from any file system: read from archives and disks, changed, and handed to what writes disks. */
@NullMarked
package io.umlmachine.image.internal.disk;

import org.jspecify.annotations.NullMarked;
