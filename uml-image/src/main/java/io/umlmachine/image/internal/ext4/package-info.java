/**
 * The ext4 file system, written and read without the kernel and without e2fsprogs, so that a disk depends on nothing but
 * what it is to hold. The format is that of the kernel's Documentation/filesystems/ext4; numbers are little-endian.
 */
@NullMarked
package io.umlmachine.image.internal.ext4;

import org.jspecify.annotations.NullMarked;
