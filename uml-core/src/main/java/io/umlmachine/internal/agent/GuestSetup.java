package io.umlmachine.internal.agent;

import java.util.Optional;

/**
 * What the agent does once, before it runs commands.
 *
 * @param hostname the guest's host name
 * @param init the program that becomes PID 1 in the agent's place, if any
 * @param tmpfsTmp whether /tmp is a tmpfs
 * @param links the network devices
 */
public record GuestSetup(String hostname, Optional<String> init, boolean tmpfsTmp, GuestLinks links) {

    byte[] encode() {
        Payload.Writer payload =
                new Payload.Writer().string(hostname).string(init.orElse("")).u8(tmpfsTmp ? 1 : 0);
        links.encode(payload);
        return payload.bytes();
    }
}
