package io.umlmachine.samples.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A source package of a few lines, whose build takes a second or two.
 *
 * @param name of the source and of the one package that it makes
 * @param dependencies what it is built with; may be empty
 * @param recipe what its build runs in a shell
 */
public record TinySource(String name, String dependencies, String recipe) {

    private static final String VERSION = "1.0";

    private Map<String, String> files() {
        String buildDepends = dependencies.isEmpty() ? "" : "Build-Depends: " + dependencies + "\n";
        return Map.of(
                "debian/source/format",
                "3.0 (native)\n",
                "debian/control",
                "Source: " + name + "\nMaintainer: Nobody <nobody@mirror.example>\n" + buildDepends
                        + "Standards-Version: 4.6.2\n\nPackage: " + name
                        + "\nArchitecture: all\nDescription: a sample\n",
                "debian/changelog",
                name + " (" + VERSION + ") unstable; urgency=low\n\n  * A sample.\n\n"
                        + " -- Nobody <nobody@mirror.example>  Sat, 01 Jan 2022 00:00:00 +0000\n",
                "debian/rules",
                """
                #!/usr/bin/make -f
                clean:
                \trm -rf debian/tmp
                build build-arch build-indep:
                \t%1$s
                binary binary-arch binary-indep:
                \tmkdir -p debian/tmp/DEBIAN debian/tmp/usr/share/%2$s
                \tcp debian/changelog debian/tmp/usr/share/%2$s
                \tdpkg-gencontrol -Pdebian/tmp
                \tdpkg-deb --root-owner-group --build debian/tmp ..
                """.formatted(recipe, name));
    }

    /**
     * Writes the package, with the tar of the host.
     *
     * @param directory where to
     * @return the .dsc file, which has its part beside it
     * @throws IOException if that fails
     * @throws InterruptedException if the thread is interrupted
     */
    public Path write(Path directory) throws IOException, InterruptedException {
        String root = name + "-" + VERSION;
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = directory.resolve(root).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path tar = directory.resolve(name + "_" + VERSION + ".tar.gz");
        run("chmod", "+x", directory.resolve(root).resolve("debian/rules").toString());
        run("tar", "-C", directory.toString(), "-czf", tar.toString(), root);
        return Files.writeString(
                directory.resolve(name + "_" + VERSION + ".dsc"),
                "Format: 3.0 (native)\nSource: " + name + "\nBinary: " + name + "\nArchitecture: all\nVersion: "
                        + VERSION + "\nMaintainer: Nobody <nobody@mirror.example>\n"
                        + (dependencies.isEmpty() ? "" : "Build-Depends: " + dependencies + "\n")
                        + "Checksums-Sha256:\n" + entry("SHA-256", tar)
                        + "Files:\n" + entry("MD5", tar),
                StandardCharsets.US_ASCII);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(command[0] + " ended with " + status);
        }
    }

    private static String entry(String algorithm, Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(content));
            return " " + digest + " " + content.length + " " + file.getFileName() + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has " + algorithm, e);
        }
    }
}
