package io.umlmachine.internal.agent;

import io.umlmachine.GuestInterface;
import java.util.List;
import java.util.Optional;

/**
 * What the agent does once, before it runs commands.
 *
 * @param hostname the guest's host name
 * @param init the program that becomes PID 1 in the agent's place, if any
 * @param tmpfsTmp whether /tmp is a tmpfs
 * @param interfaces what to set up beside loopback
 */
public record GuestSetup(String hostname, Optional<String> init, boolean tmpfsTmp, List<GuestInterface> interfaces) {

    byte[] encode() {
        Payload.Writer payload = new Payload.Writer()
                .string(hostname)
                .string(init.orElse(""))
                .u8(tmpfsTmp ? 1 : 0)
                .u8(interfaces.size());
        for (GuestInterface face : interfaces) {
            encode(face, payload);
        }
        return payload.bytes();
    }

    static void encode(GuestInterface face, Payload.Writer payload) {
        payload.string(face.name())
                .string(face.address())
                .string(face.broadcast().orElse(""))
                .string(face.gateway().orElse(""))
                .u8(face.prefixLength())
                .u32(face.mtu())
                .list(face.nameservers())
                .list(face.searchDomains());
    }
}
