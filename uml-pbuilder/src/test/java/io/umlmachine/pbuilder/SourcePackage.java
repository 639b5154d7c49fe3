package io.umlmachine.pbuilder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a small native source package, without dpkg-dev: the host may have none. Its {@code debian/rules} makes a package
 * with {@code dpkg-deb} alone, so that a build takes seconds.
 */
public final class SourcePackage {

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final String name;
    private final String version;
    private String buildDepends = "";
    private String buildScript = "true";
    private final Map<String, String> files = new LinkedHashMap<>();

    private SourcePackage(String name, String version) {
        this.name = name;
        this.version = version;
    }

    public static SourcePackage of(String name, String version) {
        return new SourcePackage(name, version);
    }

    SourcePackage buildDepends(String packages) {
        this.buildDepends = packages;
        return this;
    }

    /** What {@code debian/rules build} runs, with {@code sh -eu}. */
    SourcePackage buildScript(String script) {
        this.buildScript = script;
        return this;
    }

    /** What {@code debian/rules binary} runs, with {@code sh -eu}, to fill {@code debian/tmp}. */
    SourcePackage installScript(String script) {
        return file("debian/install.sh", script + "\n");
    }

    SourcePackage file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** Writes the .dsc file and its part. */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        String fileVersion = version.substring(version.indexOf(':') + 1);
        String tar = name + "_" + fileVersion + ".tar.gz";
        byte[] content = tar(fileVersion);
        Files.write(directory.resolve(tar), content);
        return Files.writeString(directory.resolve(name + "_" + fileVersion + ".dsc"), dsc(tar, content));
    }

    private String dsc(String tar, byte[] content) {
        return "Format: 3.0 (native)\nSource: " + name + "\nBinary: " + name + "\nArchitecture: any\nVersion: "
                + version
                + "\nMaintainer: Nobody <nobody@mirror.example>\nStandards-Version: 4.6.2\n"
                + (buildDepends.isEmpty() ? "" : "Build-Depends: " + buildDepends + "\n")
                + "Checksums-Sha256:\n " + digest("SHA-256", content) + " " + content.length + " " + tar
                + "\nFiles:\n " + digest("MD5", content) + " " + content.length + " " + tar + "\n";
    }

    private byte[] tar(String fileVersion) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            String root = name + "-" + fileVersion + "/";
            add(tar, root, EXECUTABLE, "");
            add(tar, root + "debian/", EXECUTABLE, "");
            add(tar, root + "debian/source/", EXECUTABLE, "");
            add(tar, root + "debian/source/format", PLAIN, "3.0 (native)\n");
            add(tar, root + "debian/control", PLAIN, control());
            add(tar, root + "debian/changelog", PLAIN, changelog());
            add(tar, root + "debian/rules", EXECUTABLE, rules());
            add(tar, root + "debian/build.sh", PLAIN, buildScript + "\n");
            for (Map.Entry<String, String> file : files.entrySet()) {
                add(tar, root + file.getKey(), PLAIN, file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private String control() {
        return "Source: " + name + "\nSection: misc\nPriority: optional\nMaintainer: Nobody <nobody@mirror.example>\n"
                + "Standards-Version: 4.6.2\nRules-Requires-Root: binary-targets\n"
                + (buildDepends.isEmpty() ? "" : "Build-Depends: " + buildDepends + "\n")
                + "\nPackage: " + name + "\nArchitecture: any\nDescription: a test\n It tests.\n";
    }

    private String changelog() {
        return name + " (" + version + ") unstable; urgency=low\n\n  * A test.\n\n"
                + " -- Nobody <nobody@mirror.example>  Sat, 01 Jan 2022 00:00:00 +0000\n";
    }

    private static String rules() {
        return """
                #!/usr/bin/make -f
                clean:
                \trm -rf debian/tmp debian/files debian/substvars built
                build build-arch build-indep:
                \tsh -eu debian/build.sh
                \ttouch built
                binary binary-arch:
                \tmkdir -p debian/tmp/DEBIAN debian/tmp/usr/share/test
                \tcp debian/changelog debian/tmp/usr/share/test/
                \ttest ! -f debian/install.sh || sh -eu debian/install.sh
                \tdpkg-gencontrol -Pdebian/tmp
                \tchmod 644 debian/tmp/DEBIAN/control
                \tchown -R root:root debian/tmp
                \tdpkg-deb --build debian/tmp ..
                binary-indep:
                .PHONY: clean build build-arch build-indep binary binary-arch binary-indep
                """;
    }

    private static void add(TarArchiveOutputStream tar, String path, int mode, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setMode(mode);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
