package io.umlmachine.samples.isolate;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** A package with scripts, made by dpkg-deb in a machine: the host may have none. */
final class TestPackage {

    private final String name;
    private final String dependencies;
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    TestPackage(String name, String dependencies) {
        this.name = name;
        this.dependencies = dependencies;
    }

    TestPackage script(String kind, String text) {
        scripts.put(kind, "#!/bin/sh\nset -e\n" + text);
        return this;
    }

    TestPackage file(String path, String text) {
        files.put(path, text);
        return this;
    }

    Path write(MachineImage image, Path directory) throws IOException, InterruptedException {
        try (UmlMachine vm = UmlMachine.builder().image(image).boot()) {
            vm.write(
                    "/p/DEBIAN/control",
                    "Package: " + name + "\nVersion: 1.0\nArchitecture: all\n"
                            + (dependencies.isEmpty() ? "" : "Depends: " + dependencies + "\n")
                            + "Maintainer: Nobody <nobody@mirror.example>\nDescription: a test\n");
            for (Map.Entry<String, String> script : scripts.entrySet()) {
                vm.write(
                        "/p/DEBIAN/" + script.getKey(),
                        script.getValue().getBytes(StandardCharsets.UTF_8),
                        PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                vm.write("/p" + file.getKey(), file.getValue());
            }
            vm.exec("dpkg-deb", "--build", "/p", "/p.deb").orThrow();
            Path deb = directory.resolve(name + ".deb");
            vm.copyOut("/p.deb", deb);
            return deb;
        }
    }
}
