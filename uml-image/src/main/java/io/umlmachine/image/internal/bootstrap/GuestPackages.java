package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The packages of a system. */
public final class GuestPackages {

    private static final String INSTALLED = "installed";

    private GuestPackages() {}

    /** Asks dpkg for the installed packages with their versions. */
    public static SortedMap<String, String> of(UmlMachine machine) throws IOException, InterruptedException {
        String list = machine.exec("dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package} ${Version}\\n")
                .orThrow()
                .stdout();
        SortedMap<String, String> packages = new TreeMap<>();
        for (String line : list.lines().toList()) {
            String[] words = line.split(" ");
            if (words.length != 3) {
                throw new IOException("dpkg-query printed the line '" + line + "'");
            }
            // Of one that was removed, its configuration may still be there, and it is listed.
            if (words[0].equals(INSTALLED)) {
                packages.put(words[1], words[2]);
            }
        }
        return packages;
    }
}
