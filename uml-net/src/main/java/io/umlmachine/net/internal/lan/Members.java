package io.umlmachine.net.internal.lan;

import io.umlmachine.net.LanException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who is in a segment, by what name and with what address. Thread-safe. */
final class Members {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LONGEST = 253;

    private final Subnet subnet;
    private final Map<String, Member> members = new LinkedHashMap<>();

    Members(Subnet subnet) {
        this.subnet = subnet;
    }

    /**
     * A name in small letters, in which host names are all the same.
     *
     * @throws IllegalArgumentException if it is no name for a machine
     */
    static String check(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(small).matches() || small.length() > LONGEST) {
            throw new IllegalArgumentException("Not a host name, of letters, digits, hyphens and dots: " + name);
        }
        if (small.equals("localhost") || small.matches("[0-9.]*")) {
            throw new IllegalArgumentException("A name that means something else to the guest: " + name);
        }
        return small;
    }

    /**
     * Adds one, with the first address that is free.
     *
     * @throws LanException if the name is taken, or all addresses are
     */
    synchronized Member add(String name) {
        Member old = members.get(name);
        if (old != null) {
            throw new LanException(
                    name,
                    "A machine of this lan has the name " + name + " and the address " + old.address()
                            + " already: close it first, or join with another name");
        }
        Set<Integer> taken = members.values().stream().map(Member::number).collect(Collectors.toSet());
        for (int address = subnet.first(); address <= subnet.last(); address++) {
            if (!taken.contains(address)) {
                Member member = new Member(name, address);
                members.put(name, member);
                return member;
            }
        }
        throw new LanException(
                name,
                "The " + members.size() + " addresses of the lan " + subnet + " are all taken, so that " + name
                        + " gets none: use a wider subnet");
    }

    synchronized void remove(Member member) {
        members.remove(member.name(), member);
    }

    synchronized Optional<Member> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** In the order in which they joined. */
    synchronized List<Member> list() {
        return new ArrayList<>(members.values());
    }

    /** For the guests' hosts files. */
    synchronized Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        members.values().forEach(member -> addresses.put(member.name(), member.address()));
        return addresses;
    }
}
