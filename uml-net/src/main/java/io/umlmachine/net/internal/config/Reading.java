package io.umlmachine.net.internal.config;

import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What settings come to.
 *
 * @param transport how packets leave the machine
 * @param dhcp whether the guest sets its interface up itself
 * @param address the machine's addresses, if they are said
 * @param nameservers whom the machine asks for names, if that is said
 * @param domain where it looks up short names, if that is said
 * @param hostname the machine's name, if that is said
 * @param remarks what has no effect, and why
 * @param said what is held against another configuration
 */
public record Reading(
        Transport transport,
        boolean dhcp,
        Optional<GuestAddress> address,
        List<String> nameservers,
        Optional<String> domain,
        Optional<String> hostname,
        List<String> remarks,
        Map<Subject, Said> said) {

    public Reading {
        nameservers = List.copyOf(nameservers);
        remarks = List.copyOf(remarks);
        said = Map.copyOf(said);
    }
}
