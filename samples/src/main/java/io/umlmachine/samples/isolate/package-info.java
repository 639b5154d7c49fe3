/** Sample: a tool of one's own on the API, which tries a package in isolation and tells what it did. */
@NullMarked
package io.umlmachine.samples.isolate;

import org.jspecify.annotations.NullMarked;
