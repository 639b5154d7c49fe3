package io.umlmachine.pbuilder;

import io.umlmachine.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A person's terminal, for {@link Pbuilder#login}. It should pass every key on as it is (raw mode).
 *
 * @param input what is typed; it may go on being read after the session, until one more read ends
 * @param output where the session's output goes
 * @param size its size
 * @param type its type, as the variable {@code TERM} names it
 */
public record Terminal(InputStream input, OutputStream output, TerminalSize size, String type) {}
