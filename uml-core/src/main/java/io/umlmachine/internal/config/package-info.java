/**
 * The two kinds of configuration files that the predecessors have, read without running anything: shell assignments, as
 * in pbuilderrc, and sections of keys, as in rootstrap.conf.
 */
@NullMarked
package io.umlmachine.internal.config;

import org.jspecify.annotations.NullMarked;
