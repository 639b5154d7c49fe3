package io.umlmachine.samples.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** A source package without build dependencies, whose build takes a second or two. */
final class TinySource {

    private static final Map<String, String> FILES = Map.of(
            "debian/source/format", "3.0 (native)\n",
            "debian/control", """
            Source: tiny
            Maintainer: Nobody <nobody@mirror.example>
            Standards-Version: 4.6.2

            Package: tiny
            Architecture: all
            Description: a test
            """,
            "debian/changelog", """
            tiny (1.0) unstable; urgency=low

              * A test.

             -- Nobody <nobody@mirror.example>  Sat, 01 Jan 2022 00:00:00 +0000
            """,
            "debian/rules", """
            #!/usr/bin/make -f
            clean:
            \trm -rf debian/tmp
            build build-arch build-indep:
            \techo All of it is built
            binary binary-arch binary-indep:
            \tmkdir -p debian/tmp/DEBIAN
            \tdpkg-gencontrol -Pdebian/tmp
            \tdpkg-deb --root-owner-group --build debian/tmp ..
            """);

    private TinySource() {}

    /** Writes the .dsc file and its part. */
    static Path write(Path directory) throws IOException, InterruptedException {
        Path tree = directory.resolve("tiny-1.0");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            if (!path.toFile().setExecutable(true)) {
                throw new IOException("Cannot set the mode of " + path);
            }
        }
        Path tar = directory.resolve("tiny_1.0.tar.gz");
        int status = new ProcessBuilder("tar", "-C", directory.toString(), "-czf", tar.toString(), "tiny-1.0")
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("tar ended with " + status);
        }
        byte[] content = Files.readAllBytes(tar);
        return Files.writeString(
                directory.resolve("tiny_1.0.dsc"),
                """
                Format: 3.0 (native)
                Source: tiny
                Binary: tiny
                Architecture: all
                Version: 1.0
                Maintainer: Nobody <nobody@mirror.example>
                Checksums-Sha256:
                 %s %d tiny_1.0.tar.gz
                Files:
                 %s %d tiny_1.0.tar.gz
                """.formatted(digest("SHA-256", content), content.length, digest("MD5", content), content.length),
                StandardCharsets.US_ASCII);
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has " + algorithm, e);
        }
    }
}
