package io.umlmachine.net.internal.lan;

import java.util.Map;
import java.util.regex.Pattern;

/** The block of a guest's hosts(5) file with the machines of its segment. */
final class HostsFile {

    private static final String BEGIN = "# Machines of this lan, kept by UmlMachine {\n";
    private static final String END = "# } machines of this lan\n";

    private static final Pattern BLOCK = Pattern.compile(
            "^" + Pattern.quote(BEGIN) + ".*?^" + Pattern.quote(END), Pattern.MULTILINE | Pattern.DOTALL);

    private static final String IF_EMPTY = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n";

    private HostsFile() {}

    /**
     * Puts the block to the front, where it wins over the line that names the guest itself with an address of its loopback.
     *
     * @param text the file
     * @param addresses the machines' names, and their addresses
     * @return the file, its other lines as they were
     */
    static String with(String text, Map<String, String> addresses) {
        StringBuilder block = new StringBuilder(BEGIN);
        addresses.forEach((name, address) ->
                block.append(address).append('\t').append(name).append('\n'));
        String rest = BLOCK.matcher(text).replaceAll("");
        return block.append(END).append(rest.isEmpty() ? IF_EMPTY : rest).toString();
    }
}
