package io.umlmachine.internal.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a kernel's package holds for IPv6, where {@link Ipv6Modules} finds it beside the kernel. For one thread. */
final class PackagedModules {

    /** IPv6 itself, and the small directory in which everything lies that it may need; the rest is a hundred megabytes. */
    private static final Pattern WANTED = Pattern.compile(
            "/usr/lib/uml/modules/([^/]+/(?:modules\\.dep|kernel/net/ipv6/ipv6\\.ko|kernel/lib/[^/]+\\.ko))");

    private static final String DEPENDENCIES = "modules.dep";

    private final Map<String, byte[]> files = new HashMap<>();

    /** Takes a file of the package if it may be needed. */
    void offer(String path, InputStream content) throws IOException {
        Matcher wanted = WANTED.matcher(path);
        if (wanted.matches()) {
            files.put(wanted.group(1), content.readAllBytes());
        }
    }

    /** Writes what is needed, if the kernel has IPv6 in a module and all is there. */
    void install(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path dependencies = Path.of(file.getKey());
            if (dependencies.endsWith(DEPENDENCIES)) {
                String root = dependencies.getParent() + "/";
                List<String> modules = Ipv6Modules.inOrder(new String(file.getValue(), StandardCharsets.UTF_8).lines());
                if (modules.stream().allMatch(module -> files.containsKey(root + module))) {
                    for (String module : modules) {
                        write(directory, root + module);
                    }
                    write(directory, file.getKey());
                }
            }
        }
    }

    private void write(Path directory, String name) throws IOException {
        Path file = directory.resolve("modules").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, files.get(name));
    }
}
