package io.umlmachine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.TinyElf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ElfProgramTest {

    private static final byte[] TINY = TinyElf.program("/lib64/ld.so", "/lib64:/lib", "libc.so.6", "libm.so.6");

    @Test
    void aRealProgramTellsItsInterpreterAndLibraries() throws Exception {
        ElfProgram program = ElfProgram.parse(Files.readAllBytes(Path.of("/bin/true")));

        assertThat(program.interpreter()).get().asString().startsWith("/").contains("ld-");
        assertThat(program.needed()).contains("libc.so.6");
    }

    @Test
    void aRelocatedProgramDiffersInNothingElse() throws Exception {
        byte[] relocated = ElfProgram.parse(TINY).relocated("/a/much/longer/place/ld.so", "$ORIGIN");

        ElfProgram program = ElfProgram.parse(relocated);
        assertThat(program.interpreter()).contains("/a/much/longer/place/ld.so");
        assertThat(program.libraryPath()).contains("$ORIGIN");
        assertThat(program.needed()).containsExactly("libc.so.6", "libm.so.6");
        assertThat(relocated).hasSize(TINY.length + "/a/much/longer/place/ld.so".length() + 1);
        assertThat(differences(TINY, relocated)).isLessThanOrEqualTo(3 * 8 + "/lib64:/lib".length());
    }

    @Test
    void aProgramWithoutRoomForTheLibraryPathIsRefused() throws Exception {
        ElfProgram none = ElfProgram.parse(TinyElf.program("/lib64/ld.so", "", "libc.so.6"));
        ElfProgram small = ElfProgram.parse(TinyElf.program("/lib64/ld.so", "/lib", "libc.so.6"));
        ElfProgram library = ElfProgram.parse(TinyElf.program("", "/lib64:/lib"));

        assertThatThrownBy(() -> none.relocated("/ld.so", "$ORIGIN")).hasMessageContaining("no library path");
        assertThatThrownBy(() -> small.relocated("/ld.so", "$ORIGIN")).hasMessageContaining("too short");
        assertThatThrownBy(() -> library.relocated("/ld.so", "$ORIGIN")).hasMessageContaining("no interpreter");
    }

    @Test
    void whatIsNoElfFileIsRefused() {
        assertThatThrownBy(() -> ElfProgram.parse(new byte[0])).hasMessageContaining("no ELF file");
        assertThatThrownBy(() -> ElfProgram.parse("#!/bin/sh\n".repeat(50).getBytes()))
                .hasMessageContaining("no ELF file");
        byte[] narrow = TINY.clone();
        narrow[4] = 1;
        assertThatThrownBy(() -> ElfProgram.parse(narrow)).hasMessageContaining("64-bit");
    }

    @Property(tries = 2000)
    void damagedFilesAreReadOrRefused(
            @ForAll @Size(max = 6) int[] places, @ForAll byte value, @ForAll @IntRange(max = 600) int length) {
        byte[] damaged = TINY.clone();
        for (int place : places) {
            damaged[Math.floorMod(place, damaged.length)] = value;
        }
        readEverything(damaged);
        readEverything(Arrays.copyOf(damaged, Math.min(length, damaged.length)));
    }

    private static void readEverything(byte[] file) {
        try {
            ElfProgram program = ElfProgram.parse(file);
            program.interpreter();
            program.needed();
            program.libraryPath();
            assertThat(program.relocated("/x", "/")).hasSize(file.length + 3);
        } catch (ElfException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static long differences(byte[] one, byte[] other) {
        long count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }
}
