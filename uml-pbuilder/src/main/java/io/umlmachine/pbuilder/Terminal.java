package io.umlmachine.pbuilder;

import io.umlmachine.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * A person's terminal, for {@link Pbuilder#login}. It should pass every key on as it is (raw mode).
 *
 * @param input what is typed; it may go on being read after the session, until one more read ends
 * @param output where the session's output goes
 * @param size its size now; asked before the session, and again and again in it, so that the session follows a
 *     window that changes
 * @param type its type, as the variable {@code TERM} names it
 */
public record Terminal(InputStream input, OutputStream output, Supplier<TerminalSize> size, String type) {}
