package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.net.NetworkConfigException;
import io.umlmachine.net.Transport;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.Refuses;
import io.umlmachine.testing.Remarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootstrapConfTest {

    /** The sample of pbuilder's manual, as it stands there. */
    private static final String SAMPLE = """
            transport=tuntap
            interface=eth0
            gateway=192.168.1.1
            mirror=http://192.168.1.2:8081/debian
            host=192.168.1.198
            uml=192.168.1.199
            netmask=255.255.255.0
            """;

    private static final String WHOLE = """
            # An image for tests
            [global]
            fstype=ext3
            initialsize=2048
            freespace=200
            modules=network mkfs mount debian uml umount
            PATH=/bin:/sbin:/usr/bin:/usr/sbin
            http_proxy=http://proxy.example:3128/
            umlargs=mem=256M noreboot

            [network]
            transport=slirp
            hostname=sarge
            nameserver=10.0.2.3

            [debian]
            dist=bookworm
            mirror=http://mirror.example/debian
            include=ssh,less
            exclude=tasksel
            install=sudo
                    vim
            purge=nano

            [uml]
            install_modules=no
            """;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("rootstrap.conf");
    }

    private RootstrapConf read(String text) throws IOException {
        return RootstrapConf.load(Files.writeString(file(), text));
    }

    @Test
    @Proves("sample of rootstrap.conf")
    @Parses("rootstrap.conf mirror")
    @Remarks("rootstrap.conf interface")
    void theManualsSampleWorksAsItStands() throws IOException {
        RootstrapConf conf = read(SAMPLE);

        assertThat(conf.recipe().sources())
                .containsExactly(new AptSource("http://192.168.1.2:8081/debian", conf.suite(), List.of("main")));
        assertThat(conf.recipe())
                .isEqualTo(ImageRecipe.builder(conf.suite())
                        .mirror("http://192.168.1.2:8081/debian")
                        .build());
        assertThat(conf.network().transport())
                .isEqualTo(new Transport.TunTap(Optional.empty(), Optional.empty(), Optional.of("192.168.1.198")));
        assertThat(conf.network().address().map(GuestAddress::ip)).contains("192.168.1.199");
        assertThat(conf.remarks()).singleElement().asString().contains(file() + ":2: interface has no effect");
    }

    @Test
    @Proves("agreement with pbuilder-uml.conf")
    void itAgreesWithTheManualsPbuilderUmlConf() throws IOException {
        Path pbuilder = Files.writeString(directory.resolve("pbuilder-uml.conf"), """
                MY_ETH0=tuntap,,,192.168.1.198
                UML_IP=192.168.1.199
                UML_NETMASK=255.255.255.0
                UML_NETWORK=192.168.1.0
                UML_BROADCAST=255.255.255.255
                UML_GATEWAY=192.168.1.1
                PBUILDER_UML_IMAGE="/home/dancer/uml-image"
                """);

        assertThat(NetworkConfig.parse(pbuilder).differences(read(SAMPLE).network()))
                .isEmpty();
    }

    @Test
    @Parses({
        "rootstrap.conf initialsize",
        "rootstrap.conf freespace",
        "rootstrap.conf modules",
        "rootstrap.conf http_proxy",
        "rootstrap.conf umlargs",
        "rootstrap.conf transport",
        "rootstrap.conf nameserver",
        "rootstrap.conf hostname",
        "rootstrap.conf mirror",
        "rootstrap.conf dist",
        "rootstrap.conf include",
        "rootstrap.conf exclude",
        "rootstrap.conf install",
        "rootstrap.conf purge"
    })
    @Remarks({"rootstrap.conf fstype", "rootstrap.conf PATH"})
    void everySectionReachesTheRecipe() throws IOException {
        RootstrapConf conf = read(WHOLE);
        ImageRecipe recipe = conf.recipe();

        assertThat(recipe.suite()).isEqualTo("bookworm");
        assertThat(recipe.sources())
                .extracting(AptSource::toString)
                .containsExactly("deb http://mirror.example/debian bookworm main");
        assertThat(recipe.packages())
                .isEqualTo(new PackageChoice(
                        List.of("less", "ssh"), List.of("tasksel"), List.of("sudo", "vim"), List.of("nano")));
        assertThat(recipe.size()).isEqualTo(ByteSize.gibibytes(2));
        assertThat(recipe.freeSpace()).contains(ByteSize.mebibytes(200));
        assertThat(recipe.settings().hostname()).isEqualTo("sarge");
        assertThat(recipe.settings().aptOptions()).containsEntry("Acquire::http::Proxy", "http://proxy.example:3128/");
        assertThat(conf.proxy()).contains("http://proxy.example:3128/");
        assertThat(conf.kernelArguments()).containsExactly("mem=256M", "noreboot");
        assertThat(conf.network().nameservers()).containsExactly("10.0.2.3");
        assertThat(conf.remarks())
                .anySatisfy(remark -> assertThat(remark).startsWith(file() + ":3: fstype=ext3 has no effect here"))
                .anySatisfy(remark -> assertThat(remark).startsWith(file() + ":7: PATH="))
                .hasSize(2);
    }

    @Test
    void theImageIsThatOfTheRecipe() throws IOException {
        RootstrapConf conf = read(WHOLE);

        assertThat(conf.image().store(ImageStore.at(directory)).build().recipe())
                .isEqualTo(conf.recipe());
    }

    @Test
    void anEmptyFileAsksForTheHostsOwnSuiteBySlirp() throws IOException {
        RootstrapConf conf = read("");

        assertThat(conf.recipe()).isEqualTo(ImageRecipe.builder(conf.suite()).build());
        assertThat(conf.network().transport()).isInstanceOf(Transport.Slirp.class);
        assertThat(conf.remarks()).isEmpty();
        assertThat(conf.settings()).isEmpty();
    }

    @Test
    void aModulesOwnSectionCountsMoreThanTheGlobalOneInAnyOrder() throws IOException {
        RootstrapConf conf = read("[debian]\ndist=trixie\n[global]\ndist=sid\nmirror=http://mirror.example/a\n");

        assertThat(conf.suite()).isEqualTo("trixie");
        assertThat(conf.recipe().sources()).extracting(AptSource::uri).containsExactly("http://mirror.example/a");
    }

    @Test
    void aKeyThatIsSetAgainIsTold() throws IOException {
        assertThat(read("[debian]\ndist=sid\ndist=trixie\n").remarks())
                .containsExactly(
                        "dist=sid (" + file() + ":2) has no effect: it is set again as dist=trixie (" + file() + ":3)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fstype=reiserfs                      | write fstype=ext4
            initialsize=256                      | 256M is less than 512M
            initialsize=big                      | Not a size: 'big'
            initialsize=600001K                  | no multiple of 4K
            freespace=-1                         | Not a size
            modules=network mkfs mount debian uml umount myown | no module myown
            modules=network uml                  | without mkfs, mount, debian, umount
            http_proxy=proxy                     | is no proxy, such as
            umlargs=mem=1G "quoted"              | is no word for a kernel
            umlargs=mem=1G --                    | is no word for a kernel
            dist=../x                            | is no suite
            mirror=ftp://mirror.example/debian   | A mirror is an address like
            include=Bad_Name                     | Not the name of a package: 'Bad_Name'
            install_modules=yes                  | write install_modules=no
            transport=daemon                     | use slirp or tuntap
            hostname=a..b                        | Not a host name
            dists=bookworm                       | no key of rootstrap.conf
            """)
    @Refuses({
        "rootstrap.conf fstype",
        "rootstrap.conf initialsize",
        "rootstrap.conf freespace",
        "rootstrap.conf modules",
        "rootstrap.conf http_proxy",
        "rootstrap.conf umlargs",
        "rootstrap.conf dist",
        "rootstrap.conf mirror",
        "rootstrap.conf include",
        "rootstrap.conf install_modules",
        "rootstrap.conf transport",
        "rootstrap.conf hostname"
    })
    void whatCannotBeDoneIsRefusedWithItsLine(String line, String explanation) {
        assertThatThrownBy(() -> read("\n" + line + "\n"))
                .isInstanceOfSatisfying(
                        RootstrapException.class,
                        failure -> assertThat(failure.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(problem.setting().origin()).isEqualTo(file() + ":2")))
                .hasMessageStartingWith(file() + ":2: " + line + ": ")
                .hasMessageContaining(explanation);
    }

    @Test
    void oneMessageTellsEverything() {
        assertThatThrownBy(() -> read("fstype=xfs\ninitialsize=1\n[network]\ntransport=tuntap\ndist=x\n[cdrom]\na=b\n"))
                .isInstanceOfSatisfying(
                        RootstrapException.class,
                        failure -> assertThat(failure.problems()).hasSize(5))
                .hasMessageContaining(":1: fstype=xfs: ")
                .hasMessageContaining(":2: initialsize=1: ")
                .hasMessageContaining(":4: transport=tuntap: ")
                .hasMessageContaining(":5: dist=x: a key of [debian], not of [network]")
                .hasMessageContaining(
                        ":7: a=b: [cdrom] is no section that is known here; there are [global], [network]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"umount uml debian mount mkfs network", "mkfs,mount,debian,umount"})
    @Parses("rootstrap.conf modules")
    void modulesMayStandInAnyOrderAndNeedNotSetUpTheGuest(String modules) throws IOException {
        assertThat(read("modules=" + modules + "\n").remarks()).isEmpty();
    }

    @Test
    void noFreeSpaceMeansThatTheImageIsNotShrunk() throws IOException {
        RootstrapConf conf = read("freespace=0\n");

        assertThat(conf.recipe().freeSpace()).isEmpty();
        assertThat(conf.remarks()).singleElement().asString().contains("keeps its size");
    }

    @Test
    void aMirrorThatTheBootstrapWouldNotSeeIsRefused() {
        assertThatThrownBy(() -> read("[network]\nmirror=http://mirror.example/debian\n"))
                .hasMessageContaining(":2: mirror=")
                .hasMessageContaining("move it there");
        assertThatThrownBy(() -> read(
                        "[network]\nmirror=http://mirror.example/a\n" + "[debian]\nmirror=http://mirror.example/b\n"))
                .hasMessageContaining("differs from mirror=http://mirror.example/b (" + file() + ":4)");
    }

    @Test
    void aPackageBothWantedAndNotIsRefused() {
        assertThatThrownBy(() -> read("[debian]\ninclude=vim\nexclude=nano vim\n"))
                .isInstanceOf(RootstrapException.class)
                .hasMessageContaining(":3: exclude=nano vim: ")
                .hasMessageContaining("vim is to be both installed and left out");
    }

    @Test
    void aLineThatIsNoneIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> read("[global]\nfstype ext4\n"))
                .isInstanceOf(RootstrapException.class)
                .hasMessageStartingWith(file() + ":2: ");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> RootstrapConf.load(directory.resolve("none.conf")))
                .isInstanceOf(RootstrapException.class)
                .isNotInstanceOf(NetworkConfigException.class)
                .hasMessageContaining("none.conf");
    }
}
