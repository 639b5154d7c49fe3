package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.Transport;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.Refuses;
import io.umlmachine.testing.Remarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PbuilderConfigTest {

    @TempDir
    private Path directory;

    private LoadOptions.Builder options() {
        return LoadOptions.builder()
                .systemDirectory(directory.resolve("etc"))
                .home(directory.resolve("home"))
                .environment(Map.of("DIST", "sid"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private PbuilderConfig read(String text) throws IOException {
        write("home/.pbuilderrc", text);
        return PbuilderConfig.load(options().build());
    }

    @Test
    @Parses({"sample of pbuilder-uml.conf", "PBUILDER_UML_IMAGE"})
    void theChaptersSampleIsReadAsItStands() throws IOException {
        write("etc/pbuilder/pbuilder-uml.conf", """
                MY_ETH0=tuntap,,,192.168.1.198
                UML_IP=192.168.1.199
                UML_NETMASK=255.255.255.0
                UML_NETWORK=192.168.1.0
                UML_BROADCAST=255.255.255.255
                UML_GATEWAY=192.168.1.1
                PBUILDER_UML_IMAGE="/home/dancer/uml-image"
                """);
        PbuilderConfig config = PbuilderConfig.load(options().build());
        assertThat(config.network().transport())
                .isEqualTo(new Transport.TunTap(Optional.empty(), Optional.empty(), Optional.of("192.168.1.198")));
        assertThat(config.network().address())
                .contains(new GuestAddress(
                        "192.168.1.199",
                        "255.255.255.0",
                        "192.168.1.0",
                        "255.255.255.255",
                        Optional.of("192.168.1.1")));
        assertThat(config.image()).contains(Path.of("/home/dancer/uml-image"));
        assertThat(config.remarks()).isEmpty();
    }

    @Test
    void withoutFilesEveryKeyHasItsDefault() {
        PbuilderConfig config = PbuilderConfig.load(options().build());
        assertThat(config.settings())
                .hasSize(ConfigKey.values().length)
                .allSatisfy(setting -> assertThat(setting.origin()).isEqualTo(Origin.builtIn()));
        assertThat(config.memory()).isEqualTo(ByteSize.mebibytes(512));
        assertThat(config.imageSize()).isEqualTo(ByteSize.gibibytes(4));
        assertThat(config.network().transport()).isEqualTo(new Transport.Slirp(Optional.empty(), Optional.empty()));
        assertThat(config.network().address())
                .contains(new GuestAddress(
                        "192.168.0.3", "255.255.255.0", "192.168.0.0", "192.168.0.255", Optional.of("192.168.0.1")));
        assertThat(config.tmpfsTmp()).isTrue();
        assertThat(config.scope()).isEqualTo(BuildScope.FULL);
        assertThat(config.debBuildOptions()).isEqualTo("parallel=1");
        assertThat(config.components()).containsExactly("main");
        assertThat(config.hostname()).isNotEmpty();
        assertThat(config.kernel()).isEqualTo(new KernelChoice.Automatic());
        assertThat(config.seccomp()).isFalse();
        assertThat(config.timeout()).isEmpty();
        assertThat(config.mirror()).isEmpty();
    }

    @Test
    @Proves({"order of the files", "--configfile", "origins"})
    void laterFilesAndOptionsWin() throws IOException {
        Path system = write("etc/pbuilderrc", "UML_MEM=101M\nUML_HOSTNAME=system\nDISTRIBUTION=one\nTIMEOUT=1");
        Path user = write("home/.pbuilderrc", "UML_MEM=102M\nUML_HOSTNAME=user\nDISTRIBUTION=two");
        Path uml = write("etc/pbuilder/pbuilder-uml.conf", "UML_MEM=103M\nUML_HOSTNAME=uml");
        Path own = write("home/.pbuilder-umlrc", "UML_MEM=104M");
        Path first = write("first", "UML_MEM=105M\nCOMPONENTS='main contrib'\nDEBBUILDOPTS=-sa");
        Path second = write("second", "COMPONENTS=non-free");
        PbuilderConfig config = PbuilderConfig.load(options()
                .option(ConfigKey.DEBBUILDOPTS, "-sd")
                .configFile(first)
                .option(ConfigKey.UML_MEM, "106M")
                .configFile(second)
                .build());

        assertThat(config.memory()).isEqualTo(ByteSize.mebibytes(106));
        assertThat(config.setting(ConfigKey.UML_MEM).origin()).hasToString("option --uml-mem");
        // The user's file is read again after the system's pbuilder-uml.conf.
        assertThat(config.hostname()).isEqualTo("user");
        assertThat(config.setting(ConfigKey.UML_HOSTNAME).origin()).isEqualTo(new Origin.FileLine(user, 2));
        assertThat(config.distribution()).isEqualTo("two");
        assertThat(config.timeout()).contains(Duration.ofSeconds(1));
        assertThat(config.setting(ConfigKey.TIMEOUT).origin()).isEqualTo(new Origin.FileLine(system, 4));
        assertThat(config.components()).containsExactly("non-free");
        assertThat(config.buildOptions()).containsExactly("-sa");
        assertThat(uml).exists();
        assertThat(own).exists();
    }

    @Test
    @Proves("order of the files")
    void theUsersUmlFileWinsOverAllOtherFiles() throws IOException {
        write("home/.pbuilderrc", "UML_MEM=102M");
        write("etc/pbuilder/pbuilder-uml.conf", "UML_MEM=103M");
        write("home/.pbuilder-umlrc", "UML_MEM=104M");
        assertThat(PbuilderConfig.load(options().build()).memory()).isEqualTo(ByteSize.mebibytes(104));
    }

    @Test
    @Proves("shell syntax")
    void helpersAndTheEnvironmentServeExpansion() throws IOException {
        PbuilderConfig config =
                read("mirror=http://mirror.example\nMIRRORSITE=$mirror/debian\nDISTRIBUTION=${DIST:-x}\n"
                        + "UML_BUILDRESULT=~/result/$DISTRIBUTION\nEXTRAPACKAGES=\"$EXTRAPACKAGES vim-tiny\"");
        assertThat(config.mirror()).contains("http://mirror.example/debian");
        assertThat(config.distribution()).isEqualTo("sid");
        assertThat(config.buildResult()).isEqualTo(directory.resolve("home/result/sid"));
        assertThat(config.extraPackages()).containsExactly("vim-tiny");
    }

    @Test
    @Proves("shell syntax")
    @Parses("DEBBUILDOPTS")
    void listsAndStringsGiveTheSameWords() throws IOException {
        assertThat(read("DEBBUILDOPTS=\"-v1 '-mA B'\"").buildOptions()).containsExactly("-v1", "-mA B");
        assertThat(read("DEBBUILDOPTS=(-v1 '-mA B')").buildOptions()).containsExactly("-v1", "-mA B");
    }

    @ParameterizedTest
    @CsvSource({"-j4,''", "--jobs=4,''", "-sa,parallel=1"})
    void aNumberOfJobsInTheOptionsIsNotContradicted(String option, String expected) throws IOException {
        assertThat(read("DEBBUILDOPTS=" + option).debBuildOptions()).isEqualTo(expected);
        assertThat(read("export DEB_BUILD_OPTIONS=nocheck DEBBUILDOPTS=" + option)
                        .debBuildOptions())
                .isEqualTo("nocheck");
    }

    @Test
    @Parses({
        "DEB_BUILD_PROFILES",
        "OTHERMIRROR",
        "APTKEYRINGS",
        "ADDITIONAL_BUILDRESULTS",
        "TWICE",
        "SOURCE_ONLY_CHANGES",
        "USENETWORK",
        "REMOVEPACKAGES",
        "BINNMU_MAINTAINER"
    })
    void whatPbuilderWritesOfBuildsIsRead() throws IOException {
        PbuilderConfig config = read("""
                DEB_BUILD_PROFILES="nocheck,nodoc nocheck"
                OTHERMIRROR="deb http://mirror.example/debian sid main | deb [arch=amd64] https://mirror.example/x ./"
                APTKEYRINGS=(/etc/one.gpg '/etc/another key.asc')
                ADDITIONAL_BUILDRESULTS=('*.log' 'thing*/coverage report')
                TWICE=yes
                SOURCE_ONLY_CHANGES=yes
                USENETWORK=yes
                REMOVEPACKAGES="nano vim"
                BINNMU_MAINTAINER="A Name <name@mirror.example>"
                """);
        assertThat(config.profiles()).containsExactly("nocheck", "nodoc");
        assertThat(config.otherMirrors())
                .containsExactly(
                        "deb http://mirror.example/debian sid main", "deb [arch=amd64] https://mirror.example/x ./");
        assertThat(config.aptKeyrings()).containsExactly(Path.of("/etc/one.gpg"), Path.of("/etc/another key.asc"));
        assertThat(config.additionalResults()).containsExactly("*.log", "thing*/coverage report");
        assertThat(config.twice()).isTrue();
        assertThat(config.sourceOnlyChanges()).isTrue();
        assertThat(config.useNetwork()).isTrue();
        assertThat(config.removedPackages()).containsExactly("nano", "vim");
        assertThat(config.binaryNmuMaintainer()).contains("A Name <name@mirror.example>");
    }

    @Test
    @Proves("BUILDRESULT")
    @Parses("UML_BUILDRESULT")
    void resultsGoWhereTheMoreSpecialKeySays() throws IOException {
        assertThat(read("BUILDRESULT=/a").buildResult()).isEqualTo(Path.of("/a"));
        assertThat(read("BUILDRESULT=/a\nUML_BUILDRESULT=/b").buildResult()).isEqualTo(Path.of("/b"));
    }

    @Test
    void theOptionForResultsWinsOverBothKeysOfFiles() throws IOException {
        write("home/.pbuilderrc", "BUILDRESULT=/a\nUML_BUILDRESULT=/b");
        assertThat(ConfigKey.UML_BUILDRESULT.option()).contains("--buildresult");
        assertThat(PbuilderConfig.load(options()
                                .option(ConfigKey.UML_BUILDRESULT, "/c")
                                .build())
                        .buildResult())
                .isEqualTo(Path.of("/c"));
    }

    @Refuses({
        "ALLOWUNTRUSTED",
        "BINDMOUNTS",
        "http_proxy",
        "ARCHITECTURE",
        "HOST_ARCH",
        "DEBOOTSTRAP",
        "DEBOOTSTRAPOPTS",
        "PBUILDERSATISFYDEPENDSCMD",
        "PBUILDERSATISFYDEPENDSOPT",
        "APTGETOPT",
        "APTITUDEOPT",
        "CHROOTEXEC",
        "AUTO_DEBSIGN",
        "BUILDUSERID",
        "BUILDDIR",
        "BUILD_HOME"
    })
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ALLOWUNTRUSTED=yes                             | sign the repository
            BINDMOUNTS=/home                               | copy them in
            http_proxy=http://mirror.example:3128/         | by APTCONFDIR for machines
            https_proxy=http://mirror.example:3128/        | by APTCONFDIR for machines
            ftp_proxy=http://mirror.example:3128/          | by APTCONFDIR for machines
            HTTP_PROXY=http://mirror.example:3128/         | by APTCONFDIR for machines
            ARCHITECTURE=m68k                              | of the host's architecture
            HOST_ARCH=m68k                                 | of the host's architecture
            DEBOOTSTRAP=cdebootstrap                       | chooses between debootstrap and mmdebstrap
            DEBOOTSTRAPOPTS=(--variant=minbase)            | always of the variant buildd
            PBUILDERSATISFYDEPENDSCMD=/usr/lib/pbuilder/pbuilder-satisfydepends-aptitude | use the apt resolver
            PBUILDERSATISFYDEPENDSOPT=--continue-fail      | resolved by apt
            APTGETOPT=(-o Some::Option=1)                  | the options it needs
            APTITUDEOPT=(-o Some::Option=1)                | resolved by apt
            CHROOTEXEC=schroot                             | there is no chroot
            AUTO_DEBSIGN=yes                               | run debsign
            BUILDUSERID=1000                               | user 1234
            BUILDUSERNAME=me                               | run as pbuilder
            BUILDDIR=/tmp/build                            | run in /build
            BUILD_HOME=/home/me                            | is /nonexistent
            LANG=de_DE.UTF-8                               | run in C.UTF-8
            USEDEVPTS=maybe                                | has its own kernel
            """)
    void whatItCannotDoIsRefusedByName(String line, String instead) {
        assertThatThrownBy(() -> read("\n" + line))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("home/.pbuilderrc") + ":2: ")
                .hasMessageContaining(line.substring(0, line.indexOf('=')))
                .hasMessageContaining("not supported in this version: ")
                .hasMessageContaining(instead);
    }

    @Remarks({
        "APTCACHE",
        "APTCACHEHARDLINK",
        "AUTOCLEANAPTCACHE",
        "CCACHEDIR",
        "COMPRESSPROG",
        "EATMYDATA",
        "BASETGZ",
        "BASEPATH",
        "CONFDIR",
        "DEBDELTA",
        "PBUILDERROOTCMD",
        "BUILDSOURCEROOTCMD",
        "PDEBUILD_PBUILDER",
        "USE_PDEBUILD_INTERNAL",
        "PKGNAME_LOGFILE",
        "USECOLORS",
        "LOGLEVEL",
        "BUILDRESULTUID",
        "USEPROC",
        "BUILDUSERID",
        "BUILDDIR",
        "BUILD_HOME"
    })
    @ParameterizedTest
    @ValueSource(
            strings = {
                "APTCACHE=/y",
                "APTCACHEHARDLINK=no",
                "AUTOCLEANAPTCACHE=yes",
                "CCACHEDIR=/c",
                "COMPRESSPROG=pigz",
                "EATMYDATA=yes",
                "BASETGZ=/x.tgz",
                "BASEPATH=/x",
                "CONFDIR=/etc/pbuilder/conf_files",
                "DEBDELTA=yes",
                "PBUILDERROOTCMD='sudo -E'",
                "BUILDSOURCEROOTCMD=fakeroot",
                "PDEBUILD_PBUILDER=pbuilder",
                "USE_PDEBUILD_INTERNAL=yes",
                "PKGNAME_LOGFILE=yes",
                "PKGNAME_LOGFILE_EXTENSION=_$(dpkg --print-architecture).build",
                "PKGNAME_LOGFILE_EXTENTION=.build",
                "USECOLORS=auto",
                "LOGLEVEL=D",
                "BUILDRESULTUID=1000",
                "BUILDRESULTGID=1000",
                "USEPROC=yes",
                "USEDEVPTS=no",
                "USEDEVFS=no",
                "USESYSFS=yes",
                "USESHM=yes",
                "USERUNSHM=yes",
                "USECGROUP=yes",
                "BUILDUSERID=1234",
                "BUILDUSERNAME=pbuilder",
                "BUILDDIR=/build",
                "BUILD_HOME=/nonexistent",
                "BINDMOUNTS=",
                "AUTO_DEBSIGN=no",
                "DEBOOTSTRAP=debootstrap",
                "DEBOOTSTRAPOPTS=('--variant=buildd' '--force-check-gpg')",
                "export DEBIAN_FRONTEND=noninteractive"
            })
    void whatNeedsNothingIsAcceptedWithARemark(String line) throws IOException {
        String name = line.substring(0, line.indexOf('=')).replace("export ", "");
        assertThat(read(line).remarks())
                .singleElement()
                .asString()
                .startsWith(directory.resolve("home/.pbuilderrc") + ":1: " + name + " has no effect here: ");
    }

    @Proves("UML_LOGIN_NOCOW")
    @Parses({"SAVE_AFTER_LOGIN", "SAVE_AFTER_EXEC"})
    @Test
    void loginWithoutOverlayStandsForBothWaysToSave() throws IOException {
        assertThat(read("").saveAfterLogin()).isFalse();
        assertThat(read("").saveAfterExecute()).isFalse();
        PbuilderConfig login = read("SAVE_AFTER_LOGIN=yes");
        assertThat(login.saveAfterLogin()).isTrue();
        assertThat(login.saveAfterExecute()).isFalse();
        PbuilderConfig both = read("UML_LOGIN_NOCOW=yes");
        assertThat(both.saveAfterLogin()).isTrue();
        assertThat(both.saveAfterExecute()).isTrue();
    }

    @Parses({"BINARY_ARCH", "BINARY_INDEP"})
    @Test
    void onlyOneKindOfPackagesIsBuiltWhenAsked() throws IOException {
        assertThat(read("BINARY_ARCH=yes").scope()).isEqualTo(BuildScope.ARCHITECTURE_DEPENDENT);
        assertThat(read("BINARY_INDEP=yes").scope()).isEqualTo(BuildScope.ARCHITECTURE_INDEPENDENT);
        assertThatThrownBy(() -> read("BINARY_ARCH=yes\nBINARY_INDEP=yes"))
                .hasMessageContaining("BINARY_ARCH")
                .hasMessageContaining("BINARY_INDEP");
    }

    @Test
    @Refuses("unknown names")
    void unknownNamesAreRefusedWithTheNearestKey() {
        assertThatThrownBy(() -> read("MIRORSITE=x\nsomething=else\nexport CFLAGS=-O0"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(":1: MIRORSITE is no key, and nothing refers to it; did you mean MIRRORSITE?")
                .hasMessageContaining(":2: something is no key")
                .hasMessageContaining(":3: CFLAGS would be exported")
                .satisfies(e -> assertThat(((ConfigException) e).problems()).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UML_MEM=much                | Not a size",
                "UML_MEM=512                 | less than 32M",
                "UML_MOUNT_TMPFS=maybe       | write yes or no",
                "MY_ETH0=daemon              | no network of this library",
                "MY_ETH0=slirp,zz            | Not a hardware address",
                "MY_ETH0=tuntap,,,,x         | more than 4 fields",
                "UML_IP=192.168.0.300        | Not an IPv4 address",
                "UML_NETMASK=255.0.255.0     | must all be in front",
                "UML_NETWORK=10.0.0.0        | which is 192.168.0.0",
                "UML_GATEWAY=10.0.0.1        | is not in the network 192.168.0.0/24",
                "UML_BROADCAST=192.168.0.254 | which is 192.168.0.255",
                "UML_HOSTNAME=a_b            | no host name",
                "UML_KERNEL='the newest'     | is no kernel: write auto, host,",
                "UML_KERNEL=                 | is no kernel: write auto, host,",
                "UML_SECCOMP=auto            | write yes or no",
                "MIRRORSITE=/srv             | is no address",
                "COMPONENTS=''               | at least one component",
                "EXTRAPACKAGES=-o            | no name of a package",
                "DEBBUILDOPTS=\"'\"          | is not closed",
                "TIMEOUT=soon                | no duration",
                "DEB_BUILD_PROFILES=-x       | no name of a build profile",
                "BINNMU_MAINTAINER=me        | is no maintainer",
                "OTHERMIRROR='deb file:/srv ./' | no source of packages",
                "USENETWORK=maybe            | write yes or no",
                "BUILDPLACE=/a:b             | comma or a colon",
                "DISTRIBUTION='a b'          | is no suite",
            })
    void wrongValuesAreRefusedWithTheirPlace(String line, String message) {
        assertThatThrownBy(() -> read("\n\n" + line))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("home/.pbuilderrc") + ":3: ")
                .hasMessageContaining(message);
    }

    @Test
    void allWrongValuesAreToldAtOnce() {
        assertThatThrownBy(() -> read("UML_MEM=x\nUML_IP=y\nBINARY_ARCH=yes BINARY_INDEP=yes"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void addressesWithoutATapAreRemarkedOn() {
        PbuilderConfig config = PbuilderConfig.load(options()
                .option(ConfigKey.MY_ETH0, "slirp,,slirp-fullbolt")
                .option(ConfigKey.UML_IP, "192.168.0.102")
                .build());
        assertThat(config.remarks())
                .hasSize(2)
                .anyMatch(remark -> remark.startsWith("option --uml-ip: UML_IP has no effect"))
                .anyMatch(remark -> remark.contains("slirp-fullbolt is not used"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "host", "forky", "/opt/linux.uml"})
    void aKernelIsWrittenAsItIsRead(String text) throws IOException {
        assertThat(read("UML_KERNEL=" + text).kernel()).hasToString(text);
    }

    @Test
    void dhcpLeavesTheAddressesAlone() throws IOException {
        assertThat(read("UML_IP=dhcp").network().address()).isEmpty();
    }

    @Test
    void aConfigurationFileThatIsNamedMustBeThere() {
        LoadOptions missing = options().configFile(directory.resolve("none")).build();
        assertThatThrownBy(() -> PbuilderConfig.load(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(directory.resolve("none").toString());
    }

    @Test
    void theBuilderSetsWhatTheGettersGive() {
        PbuilderConfig config = PbuilderConfig.builder()
                .distribution("trixie")
                .mirror("http://mirror.example/debian")
                .components(List.of("main", "contrib"))
                .extraPackages(List.of("vim", "less"))
                .buildOptions(List.of("-v1", "-mA B"))
                .scope(BuildScope.ARCHITECTURE_DEPENDENT)
                .buildPlace(Path.of("/place"))
                .buildResult(Path.of("/result"))
                .image(Path.of("/image"))
                .imageSize(ByteSize.gibibytes(8))
                .memory(ByteSize.gibibytes(1))
                .hostname("builder")
                .kernel(new KernelChoice.OfFile(Path.of("/kernel")))
                .seccomp(true)
                .tmpfsTmp(false)
                .build();
        PbuilderConfig same = config.toBuilder().build();
        assertThat(same.settings()).isEqualTo(config.settings());
        assertThat(same.buildOptions()).containsExactly("-v1", "-mA B");
        assertThat(same.scope()).isEqualTo(BuildScope.ARCHITECTURE_DEPENDENT);
        assertThat(same.components()).containsExactly("main", "contrib");
        assertThat(same.extraPackages()).containsExactly("vim", "less");
        assertThat(same.buildResult()).isEqualTo(Path.of("/result"));
        assertThat(same.imageSize()).isEqualTo(ByteSize.gibibytes(8));
        assertThat(same.tmpfsTmp()).isFalse();
        assertThat(same.kernel()).isEqualTo(new KernelChoice.OfFile(Path.of("/kernel")));
        assertThat(same.seccomp()).isTrue();
        assertThat(same.setting(ConfigKey.UML_HOSTNAME)).hasToString("UML_HOSTNAME=builder  # set by the program");
    }

    @Property(tries = 200)
    @Proves("dumpconfig")
    void whatDumpconfigPrintsReadsAsTheSame(@ForAll("words") List<String> words) throws IOException {
        PbuilderConfig config = PbuilderConfig.builder().buildOptions(words).build();
        Path file = Files.createTempFile("dump", ".conf");
        try {
            Files.write(file, config.settings().stream().map(Setting::toString).toList());
            Path nowhere = file.resolveSibling("nowhere");
            PbuilderConfig again = PbuilderConfig.load(LoadOptions.builder()
                    .systemDirectory(nowhere)
                    .home(nowhere)
                    .configFile(file)
                    .build());
            assertThat(again.buildOptions()).isEqualTo(words);
            assertThat(again.settings())
                    .extracting(Setting::value)
                    .isEqualTo(config.settings().stream().map(Setting::value).toList());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings().excludeChars('\0').ofMaxLength(12).list().ofMaxSize(4);
    }
}
