package io.umlmachine.net.internal.tap;

import io.umlmachine.Network.Attachment;
import io.umlmachine.NetworkHost;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** x */
public record TapAttacher(TapSource source, Addressing addressing, Optional<HardwareAddress> mac, Duration patience) {
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        throw new IOException("not yet");
    }
}
