package io.umlmachine.net.internal.tap;

import io.umlmachine.GuestInterface;
import io.umlmachine.Network.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One machine's tap and what it leases. All of it stays while the machine is rebooted or disconnected, when there is nothing
 * to end on the host's side: the kernel alone opens the tap. Thread-safe.
 */
final class TapAttachment implements Attachment {

    private final String kernelArgument;
    private final GuestInterface guest;
    private final Holdings holdings;
    private final AtomicBoolean open = new AtomicBoolean(true);

    TapAttachment(String kernelArgument, GuestInterface guest, Holdings holdings) {
        this.kernelArgument = kernelArgument;
        this.guest = guest;
        this.holdings = holdings;
    }

    @Override
    public List<String> kernelArguments() {
        return List.of(kernelArgument);
    }

    @Override
    public Optional<GuestInterface> guestInterface() {
        return Optional.of(guest);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            holdings.close();
        }
    }
}
