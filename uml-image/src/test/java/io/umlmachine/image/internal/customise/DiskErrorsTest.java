package io.umlmachine.image.internal.customise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words are those of kernel 6.1. */
class DiskErrorsTest {

    @Test
    void aFullDiskOfTheHostIsToldByTheKernel() {
        String console = """
                mmapper_init - find_iomem failed
                critical space allocation error, dev ubda, sector 502848 op 0x1:(WRITE) flags 0x4000 phys_seg 8 prio class 2
                Buffer I/O error on device ubda, logical block 61440
                """;

        assertThat(DiskErrors.tellNoSpace(console)).isTrue();
        assertThat(DiskErrors.areTold(console)).isTrue();
    }

    @Test
    void anyOtherErrorOfADiskIsToldButIsNotAFullDisk() {
        for (String line : new String[] {
            "I/O error, dev ubda, sector 502848 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2",
            "Buffer I/O error on dev ubda, logical block 491520, lost sync page write",
            "EXT4-fs error (device ubda): ext4_check_bdev_write_error:217: comm kworker/u2:0: Error while async write"
        }) {
            assertThat(DiskErrors.areTold(line)).as(line).isTrue();
            assertThat(DiskErrors.tellNoSpace(line)).as(line).isFalse();
        }
    }

    @Test
    void aQuietKernelHasNoErrors() {
        assertThat(DiskErrors.areTold("mmapper_init - find_iomem failed\nreboot: System halted\n"))
                .isFalse();
    }
}
