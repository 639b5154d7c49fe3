package io.umlmachine.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is hard to copy crosses to a real machine and back, and is compared by the host's tools. */
@Timeout(180)
class TransferFidelityIT {

    private static UmlMachine vm;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aDifficultTreeSurvivesTheRoundTrip() throws Exception {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        HostTrees.makeDifficult(tree);
        vm.copyIn(tree, "/srv/difficult");

        // 1 GiB and 9 GiB of holes, on a file system of 1 GiB.
        assertThat(vm.exec("stat", "-c", "%s %b", "/srv/difficult/holes", "/srv/difficult/data-last")
                        .orThrow()
                        .stdout())
                .matches("1073741824 \\d{1,3}\n9663676419 \\d{1,3}\n");
        assertThat(vm.exec("sh", "-c", "cd /srv/difficult && stat -c %i full/empty full/second-name | uniq | wc -l")
                        .stdout()
                        .strip())
                .isEqualTo("1");
        assertThat(vm.exec("sh", "-c", "cd /srv/difficult && stat -c '%.9Y' full odd-link -- -rf")
                        .stdout())
                .isEqualTo("936868149.999999999\n-14182939.876543211\n4102444799.000000001\n");

        Path back = temporary.resolve("back");
        vm.copyOut("/srv/difficult", back);
        HostTrees.run(tree, "chmod", "u+w", "full/deep");
        assertThat(HostTrees.describe(back)).isEqualTo(HostTrees.describe(tree));
        HostTrees.requireSameContents(tree, back);
        assertThat(HostTrees.kibibytes(back)).isLessThan(1_000);
        for (Path each : new Path[] {tree, back}) {
            HostTrees.run(each, "chmod", "-R", "u+rwX", ".");
            FileTrees.remove(each);
        }
    }

    @Test
    void aSingleFileKeepsItsHoles() throws Exception {
        Path file = temporary.resolve("sparse");
        HostTrees.run(
                temporary,
                "sh",
                "-c",
                "truncate -s 20G sparse && for at in 0 4095 1048577 5000000000 20000000000; do"
                        + " printf x$at | dd of=sparse bs=1 seek=$at conv=notrunc status=none; done");
        vm.copyIn(file, "/srv/sparse");
        assertThat(vm.exec("stat", "-c", "%s %b", "/srv/sparse").stdout()).matches("21474836480 \\d{1,3}\n");
        Path back = temporary.resolve("back");
        vm.copyOut("/srv/sparse", back);
        assertThat(Files.size(back)).isEqualTo(Files.size(file));
        assertThat(HostTrees.kibibytes(temporary)).isLessThan(500);
        for (Extent extent : DataExtents.of(file, Files.size(file))) {
            String range = "dd if=%s bs=4096 skip=" + extent.offset() / 4096 + " count="
                    + (extent.length() + 4095) / 4096 + " status=none | cksum";
            assertThat(HostTrees.run(temporary, "sh", "-c", range.formatted("back")))
                    .isEqualTo(HostTrees.run(temporary, "sh", "-c", range.formatted("sparse")));
        }

        HostTrees.run(temporary, "truncate", "-s", "3G", "nothing");
        vm.copyIn(temporary.resolve("nothing"), "/srv/nothing");
        assertThat(vm.exec("stat", "-c", "%s %b", "/srv/nothing").stdout()).isEqualTo("3221225472 0\n");
    }

    @Test
    void aPathThatNoProgramCanNameIsAnErrorWhichSaysSo() throws Exception {
        vm.exec("perl", "-e", "chdir '/srv'; for (1..25) { mkdir 'd' x 200; chdir 'd' x 200 } open(F, '>', 'x')")
                .orThrow();
        assertThatThrownBy(() -> vm.copyOut("/srv/" + "d".repeat(200), temporary.resolve("deep")))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("(?s).*(too long|a path has \\d+ bytes).*");
        try (Stream<Path> all = Files.list(temporary)) {
            assertThat(all).containsOnly(temporary.resolve("deep"));
        }
        vm.exec("rm", "-rf", "/srv/" + "d".repeat(200)).orThrow();
    }
}
