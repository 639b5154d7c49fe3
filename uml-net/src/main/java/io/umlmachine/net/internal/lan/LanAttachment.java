package io.umlmachine.net.internal.lan;

import io.umlmachine.GuestInterface;
import io.umlmachine.Network.Attachment;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The host's side of one machine in a segment. Thread-safe.
 *
 * @param segment the segment
 * @param member the machine there
 * @param socket at which the machine's kernel connects to its port
 */
record LanAttachment(Segment segment, Member member, Path socket) implements Attachment {

    private static final String INTERFACE = "vec0";

    @Override
    public List<String> kernelArguments() {
        return List.of(INTERFACE + ":transport=bess,dst=" + socket + ",mac=" + member.mac() + ",mtu=" + segment.mtu());
    }

    @Override
    public Optional<GuestInterface> guestInterface() {
        GuestInterface.Builder face = GuestInterface.of(
                        INTERFACE, member.address(), segment.subnet().prefixLength())
                .mtu(segment.mtu());
        if (segment.hasUplink()) {
            face.gateway(segment.subnet().gateway())
                    .nameservers(List.of(segment.subnet().nameServer()));
        }
        return Optional.of(face.build());
    }

    @Override
    public void up(UmlMachine machine) throws IOException, InterruptedException {
        segment.up(member, machine);
    }

    @Override
    public void suspend() {
        segment.unplug(member);
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        segment.plug(member, socket);
    }

    @Override
    public void close() {
        segment.leave(member);
    }
}
