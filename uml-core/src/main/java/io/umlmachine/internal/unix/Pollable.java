package io.umlmachine.internal.unix;

/** What can be waited for with {@link PollSet}. */
public sealed interface Pollable permits PacketSocket, PacketListener {

    /** Its descriptor, while it is open. */
    int descriptor();
}
