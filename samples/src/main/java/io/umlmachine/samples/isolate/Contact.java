package io.umlmachine.samples.isolate;

import java.util.Locale;

/**
 * Somebody whom a machine tried to reach.
 *
 * @param kind in which way
 * @param whom a name, an address, or an address and a port
 */
record Contact(Kind kind, String whom) {

    enum Kind {
        /** It asked a name server for the name. */
        NAME,
        /** It began a connection. */
        TCP,
        /** It sent datagrams. */
        UDP,
        /** It sent an echo request. */
        PING
    }

    @Override
    public String toString() {
        return (kind == Kind.NAME ? "the address of" : kind.name().toLowerCase(Locale.ROOT)) + " " + whom;
    }
}
