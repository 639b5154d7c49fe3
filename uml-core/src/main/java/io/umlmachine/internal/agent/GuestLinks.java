package io.umlmachine.internal.agent;

import io.umlmachine.GuestInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the agent does with the guest's network devices.
 *
 * @param deviceNames what they are called from then on, by the kernel's names for them
 * @param interfaces what is set up
 */
public record GuestLinks(Map<String, String> deviceNames, List<GuestInterface> interfaces) {

    /** Nothing beside loopback. */
    public static final GuestLinks NONE = new GuestLinks(Map.of(), List.of());

    /** Copies both. */
    public GuestLinks {
        deviceNames = Map.copyOf(deviceNames);
        interfaces = List.copyOf(interfaces);
    }

    void encode(Payload.Writer payload) {
        List<String> names = new ArrayList<>();
        deviceNames.forEach((device, name) -> names.addAll(List.of(device, name)));
        payload.list(names).u8(interfaces.size());
        for (GuestInterface face : interfaces) {
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
}
