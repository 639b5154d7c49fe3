package io.umlmachine.pbuilder.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.pbuilder.SystemDifference;
import io.umlmachine.pbuilder.SystemDifference.Aspect;
import io.umlmachine.pbuilder.SystemDifference.Kind;
import io.umlmachine.pbuilder.SystemDifference.Thing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemRecordTest {

    private static final String EMPTY = "";

    private static String item(String... fields) {
        return String.join("\0", fields) + "\0\0";
    }

    private static List<SystemDifference> differences(String before, String after) {
        return SystemRecord.parse(before).differencesTo(SystemRecord.parse(after));
    }

    @Test
    void whatStaysTheSameIsNoDifference() {
        String system =
                item("FILE", "/etc/a\nb", "mode", "0644", "content", "12") + item("USER", "root", "entry", "0:0");
        assertThat(differences(system, system)).isEmpty();
    }

    @Test
    void whatChangesTellsHow() {
        assertThat(differences(
                        item("FILE", "/etc/a", "mode", "0644", "owner", "0:0", "content", "12"),
                        item("FILE", "/etc/a", "mode", "0600", "owner", "0:0", "content", "34")))
                .containsExactly(new SystemDifference(
                        Kind.CHANGED,
                        Thing.FILE,
                        "/etc/a",
                        List.of(new Aspect("content", "12", "34"), new Aspect("mode", "0644", "0600"))));
    }

    @Test
    void aPathThatBecomesSomethingElseIsOneChange() {
        assertThat(differences(
                        item("DIRECTORY", "/usr/share/doc/a", "mode", "0755"),
                        item("LINK", "/usr/share/doc/a", "target", "b")))
                .containsExactly(new SystemDifference(
                        Kind.CHANGED,
                        Thing.DIRECTORY,
                        "/usr/share/doc/a",
                        List.of(new Aspect("type", "directory", "link"))));
    }

    @Test
    void usersThatAreLeftAreToldAndNoFault() {
        List<SystemDifference> differences =
                differences(EMPTY, item("USER", "games", "entry", "5:60") + item("DIVERSION", "diversion of /a to /b"));
        assertThat(differences).extracting(SystemDifference::isFault).containsExactly(true, false);
        assertThat(differences(item("GROUP", "games", "entry", "60:"), EMPTY))
                .singleElement()
                .satisfies(gone -> assertThat(gone.isFault()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/log/apt/history.log",
                "/var/lib/dpkg/status",
                "/var/lib/dpkg/info/a.list",
                "/var/cache/apt/pkgcache.bin",
                "/etc/passwd-",
                "/etc/ld.so.cache",
                "/usr/lib/python3/dist-packages/__pycache__/a.pyc"
            })
    void whatNoPackageRestoresIsIgnored(String path) {
        assertThat(differences(EMPTY, item("FILE", path, "mode", "0644"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/lib/a/state",
                "/etc/a.conf",
                "/etc/passwd.d",
                "/var/lib/dpkg/alternatives/a",
                "/var/cache/a",
                "/roots"
            })
    void whatAPackageMustRemoveIsNot(String path) {
        assertThat(differences(EMPTY, item("FILE", path, "mode", "0644")))
                .containsExactly(new SystemDifference(Kind.LEFT, Thing.FILE, path, List.of()));
    }
}
