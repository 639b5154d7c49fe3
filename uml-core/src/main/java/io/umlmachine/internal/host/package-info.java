/** The host: its programs and directories, processes that cannot outlive their purpose, and what dead ones left. */
@NullMarked
package io.umlmachine.internal.host;

import org.jspecify.annotations.NullMarked;
