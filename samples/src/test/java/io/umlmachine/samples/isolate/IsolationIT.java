package io.umlmachine.samples.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IsolationIT {

    /** Asks for an address, and greets two hosts; 10.0.2.2 is the guest's name for this host, which does not answer it. */
    private static final String CALL_HOME = """
            perl -MIO::Socket::INET -e '
                gethostbyname("home.mirror.example");
                IO::Socket::INET->new(PeerAddr => "10.0.2.2:7777", Timeout => 5);
                my $udp = IO::Socket::INET->new(PeerAddr => "10.0.2.2:8888", Proto => "udp");
                $udp && $udp->send("hello");
            '
            """;

    @TempDir
    private Path directory;

    @AfterEach
    void nothingRuns() {
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void whatAPackageDoesBehindDpkgsBackIsTold() throws IOException, InterruptedException {
        Path deb = new TestPackage("stray", "hello")
                .file("/usr/share/stray/data", "its own")
                .file("/lib/systemd/system/stray.service", "[Service]\nExecStart=/bin/true\n")
                .script("postinst", """
                        useradd --system straying
                        mkdir -p /etc/cron.d; touch /etc/cron.d/stray
                        echo stray >/etc/stray.conf
                        echo >>/etc/profile
                        rm /etc/issue.net
                        """ + CALL_HOME)
                .script("postrm", "rm -f /etc/stray.conf\n")
                .write(Isolate.image(), directory);

        Report report = new Isolation(Isolate.image(), false).examine(deb);

        assertThat(report.name()).isEqualTo("stray");
        assertThat(report.dependencies()).containsExactly("hello");
        assertThat(report.installed().success()).as(report.text()).isTrue();
        assertThat(report.files()).contains("/usr/share/stray/data", "/usr/lib/systemd/system/stray.service");
        assertThat(report.changes().added())
                .contains("/etc/stray.conf", "/etc/cron.d/stray")
                .noneMatch(path -> path.contains("share/stray"));
        assertThat(report.changes().changed())
                .contains("/etc/profile", "/etc/passwd")
                .doesNotContain("/etc");
        assertThat(report.changes().removed()).containsExactly("/etc/issue.net");
        assertThat(report.changes().users()).containsExactly("straying");
        assertThat(report.services()).containsExactly("/etc/cron.d/stray", "/usr/lib/systemd/system/stray.service");
        assertThat(report.contacts())
                .contains(
                        new Contact(Contact.Kind.NAME, "home.mirror.example"),
                        new Contact(Contact.Kind.TCP, "10.0.2.2:7777"),
                        new Contact(Contact.Kind.UDP, "10.0.2.2:8888"))
                .allMatch(contact -> contact.whom().contains("home.mirror.example")
                        || contact.whom().startsWith("10.0.2.2:"));
        assertThat(report.left().added()).contains("/etc/cron.d/stray").doesNotContain("/etc/stray.conf");
        assertThat(report.left().users()).containsExactly("straying");
        assertThat(report.text())
                .startsWith("stray 1.0, with a network\n")
                .contains("  tried to reach    the address of home.mirror.example\n", "These stay:\n");
    }

    @Test
    void withoutANetworkAPackageReachesNobodyAndTheNamesItAskedForAreKnown() throws IOException, InterruptedException {
        Path deb = new TestPackage("lonely", "").script("postinst", CALL_HOME).write(Isolate.image(), directory);

        Report report = new Isolation(Isolate.image(), true).examine(deb);

        assertThat(report.installed().success()).as(report.text()).isTrue();
        assertThat(report.contacts())
                .contains(new Contact(Contact.Kind.NAME, "home.mirror.example"))
                .allMatch(contact -> contact.kind() == Contact.Kind.NAME);
        assertThat(report.left().isEmpty()).as(report.text()).isTrue();
        assertThat(report.text()).endsWith("Nothing of it stays.\n");
    }

    @Test
    void aPackageThatCannotBeInstalledIsAReportToo() throws IOException, InterruptedException {
        Path deb = new TestPackage("broken", "")
                .script("postinst", "echo no reason >&2; exit 3\n")
                .write(Isolate.image(), directory);

        Report report = new Isolation(Isolate.image(), true).examine(deb);

        assertThat(report.installed().success()).isFalse();
        assertThat(report.text()).contains("installation      failed: ").contains("no reason");
    }
}
