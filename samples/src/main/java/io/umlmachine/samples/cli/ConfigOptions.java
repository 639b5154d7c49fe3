package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.LoadOptions;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The options that stand for configuration keys, and {@code --configfile}: collected in the order of the command line. */
final class ConfigOptions {

    private final LoadOptions.Builder collected = LoadOptions.builder();

    /** Adds the options to a command. */
    void addTo(CommandSpec command) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .validate(false)
                .exclusive(false)
                .multiplicity("0..1")
                .heading("%nOptions of the configuration:%n");
        addTo(group);
        command.addArgGroup(group.build());
        // There are more than a line can hold.
        command.usageMessage().abbreviateSynopsis(true);
    }

    private void addTo(ArgGroupSpec.Builder command) {
        value(
                command,
                "FILE",
                "Reads a configuration file at this place of the command line.",
                this::file,
                "--configfile");

        key(command, ConfigKey.DISTRIBUTION, "SUITE", "The Debian suite to build for.");
        key(command, ConfigKey.MIRRORSITE, "URL", "The archive. Default: the host's own mirror.");
        key(command, ConfigKey.COMPONENTS, "LIST", "The archive's components.");
        key(command, ConfigKey.OTHERMIRROR, "LINES", "Further repositories: 'deb URL SUITE main | deb ...'.");
        key(command, ConfigKey.APTKEYRINGS, "FILES", "Keys that sign these.");
        key(command, ConfigKey.APTCONFDIR, "DIR", "Files for the machines' /etc/apt.");
        key(
                command,
                ConfigKey.EXTRAPACKAGES,
                "LIST",
                "Packages that the image holds besides the build-essential ones.");
        key(command, ConfigKey.DEBBUILDOPTS, "WORDS", "Arguments of dpkg-buildpackage.");
        key(command, ConfigKey.DEB_BUILD_OPTIONS, "WORDS", "The variable DEB_BUILD_OPTIONS of the build.");
        flag(command, ConfigKey.BINARY_ARCH, "Builds architecture-dependent packages only.");
        flag(command, ConfigKey.BINARY_INDEP, "Builds architecture-independent packages only.");
        key(command, ConfigKey.REMOVEPACKAGES, "LIST", "Packages that the image shall not hold.");
        key(command, ConfigKey.DEB_BUILD_PROFILES, "LIST", "Build profiles, such as nocheck,nodoc.");
        flag(command, ConfigKey.TWICE, "Builds again in the tree that the first build leaves.");
        flag(command, ConfigKey.SOURCE_ONLY_CHANGES, "Makes a .changes file of the source alone, too.");
        key(command, ConfigKey.USENETWORK, "yes|no", "Whether builds have more than loopback.");
        key(command, ConfigKey.BINNMU_MAINTAINER, "NAME", "Who does a binary-only upload.");
        key(command, ConfigKey.ADDITIONAL_BUILDRESULTS, "GLOBS", "Further files of /build to bring out.");
        flag(command, ConfigKey.PRESERVE_BUILDPLACE, "Keeps the disk of a build that fails; see 'failed'.");
        flag(command, ConfigKey.SAVE_AFTER_LOGIN, "A login's changes become the image's next generation.");
        flag(command, ConfigKey.SAVE_AFTER_EXEC, "So do those of a script that succeeds.");
        flag(command, ConfigKey.UML_LOGIN_NOCOW, "The same as both.");
        key(command, ConfigKey.HOOKDIR, "DIR", "Scripts to run at certain points: A10first, B90lintian.");
        key(command, ConfigKey.TIMEOUT, "TIME", "How long the build itself may take, such as 90m.");
        key(command, ConfigKey.BUILDPLACE, "DIR", "Where overlays live while a machine runs.");
        key(command, ConfigKey.UML_BUILDRESULT, "DIR", "Where results go.");
        key(command, ConfigKey.PBUILDER_UML_IMAGE, "FILE", "An image file to use instead of the image store's.");
        key(command, ConfigKey.ROOTSTRAP_IMAGESIZE, "SIZE", "The size of the image's file system, such as 4G.");
        key(command, ConfigKey.UML_MEM, "SIZE", "A machine's memory, such as 512M.");
        key(
                command,
                ConfigKey.UML_KERNEL,
                "KERNEL",
                "auto, host, a suite such as forky, or a path. Default: auto, the host's or a faster one.");
        flag(command, ConfigKey.UML_SECCOMP, "Builds faster, and trusts the source not to attack its machine.");
        key(command, ConfigKey.UML_HOSTNAME, "NAME", "A machine's host name.");
        flag(command, ConfigKey.UML_MOUNT_TMPFS, "Mounts a tmpfs on the machine's /tmp, or does not.");
        key(command, ConfigKey.MY_ETH0, "NET", "slirp[,MAC][,PATH] or tuntap,[DEV],[MAC],[HOST-IP].");
        key(command, ConfigKey.UML_IP, "ADDRESS", "A tap machine's address, or dhcp.");
        key(command, ConfigKey.UML_NETMASK, "MASK", "Its network's mask.");
        key(command, ConfigKey.UML_NETWORK, "ADDRESS", "Its network.");
        key(command, ConfigKey.UML_BROADCAST, "ADDRESS", "Its broadcast address.");
        key(command, ConfigKey.UML_GATEWAY, "ADDRESS", "Its gateway.");
    }

    /**
     * Reads the files, then what was collected.
     *
     * @throws io.umlmachine.pbuilder.ConfigException if something in them cannot be used
     */
    PbuilderConfig load() {
        return PbuilderConfig.load(collected.build());
    }

    private void file(String name) {
        collected.configFile(Path.of(name));
    }

    private void set(ConfigKey key, String value) {
        collected.option(key, value);
    }

    private void key(ArgGroupSpec.Builder command, ConfigKey key, String label, String description) {
        value(
                command,
                label,
                description,
                value -> set(key, value),
                key.option().orElseThrow());
    }

    private void value(
            ArgGroupSpec.Builder command, String label, String description, Consumer<String> action, String name) {
        command.addArg(OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .setter(calling(action))
                .build());
    }

    /** An option without a value, and its opposite with {@code --no-}. */
    private void flag(ArgGroupSpec.Builder command, ConfigKey key, String description) {
        command.addArg(OptionSpec.builder(key.option().orElseThrow())
                .type(boolean.class)
                .negatable(true)
                .fallbackValue("true")
                .description(description)
                .setter(calling(value -> set(key, value.equals("true") ? "yes" : "no")))
                .build());
    }

    private static ISetter calling(Consumer<String> action) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                // Before it parses, picocli resets every option to null.
                if (value != null) {
                    action.accept(value.toString());
                }
                return value;
            }
        };
    }
}
