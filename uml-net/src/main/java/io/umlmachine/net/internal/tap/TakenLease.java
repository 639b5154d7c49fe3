package io.umlmachine.net.internal.tap;

import io.umlmachine.net.LeaseException;
import io.umlmachine.net.LeaseHolder;
import io.umlmachine.net.internal.lease.Claim;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says who has what a machine needs. */
final class TakenLease {

    private TakenLease() {}

    /** The failure of taking one thing. */
    static LeaseException of(String kind, String name, String advice) throws IOException {
        return of(kind, List.of(name), "The " + kind + " " + name + " is taken", advice);
    }

    /** The failure of taking one of several things. */
    static LeaseException of(String kind, List<String> names, String what, String advice) throws IOException {
        Map<String, LeaseHolder> holders = new LinkedHashMap<>();
        for (String name : names) {
            Optional<LeaseHolder> holder = Claim.holder(kind, name);
            holder.ifPresent(process -> holders.put(name, process));
        }
        return new LeaseException(what, holders, advice);
    }
}
