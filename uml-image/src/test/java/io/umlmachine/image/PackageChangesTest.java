package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackageChangesTest {

    @Test
    void packagesComeGoAndChange() {
        PackageChanges changes = PackageChanges.between(
                new TreeMap<>(Map.of("stays", "1", "goes", "1", "changes", "1.0-1")),
                new TreeMap<>(Map.of("stays", "1", "comes", "3", "changes", "1.0-2")));

        assertThat(changes.added()).containsOnly(entry("comes", "3"));
        assertThat(changes.removed()).containsOnly(entry("goes", "1"));
        assertThat(changes.changed()).containsOnly(entry("changes", new PackageChanges.Versions("1.0-1", "1.0-2")));
        assertThat(changes.changed().get("changes")).hasToString("1.0-1 -> 1.0-2");
        assertThat(changes.isEmpty()).isFalse();
    }

    @Test
    void theSamePackagesAreNoChange() {
        TreeMap<String, String> packages = new TreeMap<>(Map.of("stays", "1"));

        assertThat(PackageChanges.between(packages, packages).isEmpty()).isTrue();
    }
}
