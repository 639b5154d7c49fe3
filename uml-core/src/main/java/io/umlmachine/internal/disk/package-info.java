/** Disks in files: sparse files, copy-on-write overlays and the kernel's names for disks. */
@NullMarked
package io.umlmachine.internal.disk;

import org.jspecify.annotations.NullMarked;
