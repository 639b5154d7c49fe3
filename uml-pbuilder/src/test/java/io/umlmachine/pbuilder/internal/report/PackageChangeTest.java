package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares packages that are files. */
class PackageChangeTest {

    @TempDir
    private Path directory;

    private PackageFacts made(String name, String version, String fields, Map<String, String> files)
            throws IOException {
        Path deb = directory.resolve(name + "_" + version + "_amd64.deb");
        String control = "Package: " + name + "\nVersion: " + version + "\nArchitecture: amd64\n" + fields
                + "Description: one\n two\n .\n three\n";
        return PackageFacts.of(DebWriter.write(deb, control, files));
    }

    @Test
    void aPackageTellsItsFieldsAndFiles() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("./usr/bin/thing", "12345");
        files.put("./usr/bin/other", "-> thing");
        files.put("./usr/share/" + "long/".repeat(30) + "name", "1");

        PackageFacts made = made("thing", "1:2", "Depends: libc6 (>= 2.36)\n", files);

        assertThat(made.problem()).isEmpty();
        assertThat(made.whole()).isTrue();
        assertThat(made.fields())
                .containsEntry("Depends", "libc6 (>= 2.36)")
                .containsEntry("Description", "one\ntwo\n\nthree");
        assertThat(made.files())
                .containsEntry("/usr/bin/thing", "5")
                .containsEntry("/usr/bin/other", "-> thing")
                .containsEntry("/usr/share/" + "long/".repeat(30) + "name", "1")
                .hasSize(3);
    }

    @Test
    void versionsDependenciesAndFilesAreCompared() throws IOException {
        PackageFacts before = made(
                "thing",
                "1",
                "Depends: libc6 (>= 2.36), zlib1g\nSection: misc\n",
                Map.of("./usr/bin/thing", "12345", "./usr/share/old", "", "./etc/same", "x"));
        PackageFacts after = made(
                "thing",
                "2",
                "Section: utils\nDepends: zlib1g,\n libc6   (>= 2.37)\n",
                Map.of("./usr/bin/thing", "123", "./usr/share/new", "-> old", "./etc/same", "y"));

        assertThat(PackageChange.between(List.of(before), List.of(after)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.isSame()).isFalse();
                    assertThat(change.fields())
                            .extracting(field ->
                                    field.name() + ": " + field.before().orElse("+") + " | "
                                            + field.after().orElse("-"))
                            .containsExactly(
                                    "Depends: libc6 (>= 2.36) | -",
                                    "Depends: + | libc6 (>= 2.37)",
                                    "Section: misc | utils");
                    assertThat(change.files())
                            .extracting(
                                    file -> file.name() + ": " + file.before().orElse("+") + " | "
                                            + file.after().orElse("-"))
                            .containsExactly(
                                    "/usr/bin/thing: 5 | 3", "/usr/share/new: + | -> old", "/usr/share/old: 0 | -");
                });
    }

    @Test
    void anotherOrderOfDependenciesIsNoDifference() throws IOException {
        PackageFacts before = made("thing", "1", "Depends: aa, bb\n", Map.of());
        PackageFacts after = made("thing", "1", "Depends: bb, aa\n", Map.of());

        assertThat(PackageChange.between(List.of(before), List.of(after)).get(0).fields())
                .isEmpty();
    }

    @Test
    void packagesThatOnlyOneBuildMadeAreNamed() throws IOException {
        List<PackageChange> changes =
                PackageChange.between(List.of(made("old", "1", "", Map.of())), List.of(made("new", "1", "", Map.of())));

        assertThat(changes).extracting(PackageChange::name).containsExactly("new", "old");
        assertThat(changes.get(0).before()).isEmpty();
        assertThat(changes.get(1).after()).isEmpty();
    }

    @Test
    void whatIsNoPackageIsTold() throws IOException {
        Path file = java.nio.file.Files.writeString(directory.resolve("thing_1_amd64.deb"), "no archive at all");

        PackageFacts made = PackageFacts.of(file);

        assertThat(made.problem()).isPresent();
        assertThat(made.name()).isEqualTo("thing_1_amd64.deb");
    }
}
