package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.ImageFailure;
import org.junit.jupiter.api.Test;

/**
 * What the tools say when their archive was tampered with or their task cannot be done: apt 2.6.1, debootstrap 1.0.128,
 * mmdebstrap 1.3.5, dpkg 1.21.23, mke2fs 1.47.0. Most of it was recorded, with another mirror's name; some is put together
 * from the tools' messages. {@link io.umlmachine.image.TrustIT} lets them speak for themselves.
 */
class ToolWordsTest {

    @Test
    void aChangedReleaseFile() {
        assertTold(
                """
                I: running apt-get update...
                Get:1 http://mirror.example/debian bookworm InRelease [151 kB]
                Err:1 http://mirror.example/debian bookworm InRelease
                  The following signatures were invalid: BADSIG 6ED0E7B82643E131 Debian Archive Automatic Signing Key
                Reading package lists...
                W: GPG error: http://mirror.example/debian bookworm InRelease: The following signatures were invalid: \
                BADSIG 6ED0E7B82643E131 Debian Archive Automatic Signing Key (12/bookworm) <ftpmaster@mirror.example>
                E: The repository 'http://mirror.example/debian bookworm InRelease' is not signed.
                E: apt-get update --error-on=any -oAPT::Status-Fd=<$fd> -oDpkg::Use-Pty=false failed
                E: mmdebstrap failed to run
                """, ImageFailure.UNTRUSTED, "http://mirror.example/debian bookworm InRelease is not what was signed");
        assertTold("""
                I: Retrieving InRelease
                I: Checking Release signature
                E: Invalid Release signature (key id 6ED0E7B82643E131)
                """, ImageFailure.UNTRUSTED, "not what the key 6ED0E7B82643E131 has signed");
    }

    @Test
    void aReleaseFileOfSomebodyElse() {
        assertTold(
                """
                W: GPG error: http://mirror.example/debian bookworm InRelease: The following signatures couldn't be \
                verified because the public key is not available: NO_PUBKEY 6ED0E7B82643E131 NO_PUBKEY 78DBA3BC47EF2265
                E: The repository 'http://mirror.example/debian bookworm InRelease' is not signed.
                """,
                ImageFailure.UNTRUSTED,
                "http://mirror.example/debian bookworm InRelease is not signed by a key of the keyring");
        assertTold("""
                I: Checking Release signature
                E: Release signed by unknown key (key id F8D2585B8783D481)
                   The specified keyring /tmp/other.gpg may be incorrect or out of date.
                """, ImageFailure.UNTRUSTED, "signed by the key F8D2585B8783D481, which is not in the keyring");
    }

    @Test
    void aReleaseFilePastItsTime() {
        assertTold("""
                Get:1 http://mirror.example/debian sid InRelease [193 kB]
                Reading package lists...
                E: Release file for http://mirror.example/debian/dists/sid/InRelease is expired (invalid since 17d 0h 59min \
                17s). Updates for this repository will not be applied.
                """, ImageFailure.UNTRUSTED, "http://mirror.example/debian/dists/sid/InRelease is past its time");
    }

    @Test
    void aChangedIndex() {
        assertTold(
                """
                E: Failed to fetch http://mirror.example/debian/dists/bookworm/main/binary-amd64/by-hash/SHA256/9e0b  Hash \
                Sum mismatch
                   Hashes of expected file:
                    - Filesize:8790396 [weak]
                E: Some index files failed to download. They have been ignored, or old ones used instead.
                """,
                ImageFailure.UNTRUSTED,
                "http://mirror.example/debian/dists/bookworm/main/binary-amd64/by-hash/SHA256/9e0b is not what the"
                        + " signed release file says");
        assertTold(
                """
                I: Validating Packages
                W: Retrying failed download of http://mirror.example/debian/dists/bookworm/main/binary-amd64/Packages.gz
                W: http://mirror.example/debian/dists/bookworm/main/binary-amd64/Packages.gz was corrupt
                I: Retrieving Packages
                E: Couldn't download http://mirror.example/debian/dists/bookworm/main/binary-amd64/Packages
                """,
                ImageFailure.UNTRUSTED,
                "http://mirror.example/debian/dists/bookworm/main/binary-amd64/Packages.gz is not what the signed release"
                        + " file says");
    }

    @Test
    void aChangedPackage() {
        assertTold(
                """
                Fetched 29.7 MB in 11s (2752 kB/s)
                E: Failed to fetch http://mirror.example/debian/pool/main/h/hostname/hostname_3.23%2bnmu1_amd64.deb  Hash \
                Sum mismatch
                   Hashes of expected file:
                    - SHA256:17d9a2f3c05004499d80e180d2440fd716f84c32b65f09d96c9a024af4d1d0e7
                E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?
                """,
                ImageFailure.UNTRUSTED,
                "http://mirror.example/debian/pool/main/h/hostname/hostname_3.23%2bnmu1_amd64.deb is not what");
        assertTold("""
                E: Failed to fetch http://mirror.example/debian/pool/main/h/hostname/hostname_3.23%2bnmu1_amd64.deb  File \
                has unexpected size (10501 != 10500). Mirror sync in progress? [IP: 192.0.2.1 80]
                """, ImageFailure.UNTRUSTED, "hostname_3.23%2bnmu1_amd64.deb is not what");
        assertTold(
                """
                W: http://mirror.example/debian/pool/main/h/hostname/hostname_3.23+nmu1_amd64.deb was corrupt
                W: Couldn't download package hostname (ver 3.23+nmu1 arch amd64) at http://mirror.example/debian/pool/x.deb
                E: Couldn't download packages: hostname
                """,
                ImageFailure.UNTRUSTED,
                "http://mirror.example/debian/pool/main/h/hostname/hostname_3.23+nmu1_amd64.deb is not what");
    }

    @Test
    void aSuiteThatIsNotThere() {
        assertTold("""
                Ign:1 http://mirror.example/debian bogus InRelease
                Err:2 http://mirror.example/debian bogus Release
                  404  Not Found [IP: 192.0.2.1 80]
                E: The repository 'http://mirror.example/debian bogus Release' does not have a Release file.
                """, ImageFailure.RECIPE, "http://mirror.example/debian bogus Release does not exist");
        assertTold("E: No such script: /usr/share/debootstrap/scripts/bogus", ImageFailure.RECIPE, "no suite bogus");
        assertTold("""
                I: Retrieving Release
                E: Failed getting release file http://mirror.example/debian/dists/bookworm/Release
                """, ImageFailure.RECIPE, "http://mirror.example/debian/dists/bookworm/Release cannot be had");
    }

    @Test
    void aPackageThatIsNotThere() {
        assertTold("""
                I: installing remaining packages inside the chroot...
                E: Unable to locate package nosuchpackage
                E: setup failed: E: apt-get -o Dir::Bin::dpkg=env --yes install nosuchpackage failed
                """, ImageFailure.RECIPE, "no package nosuchpackage");
        assertTold("E: Couldn't find these debs: nosuchpackage", ImageFailure.RECIPE, "no package nosuchpackage");
        assertTold(
                "E: Package 'mail-transport-agent' has no installation candidate",
                ImageFailure.RECIPE,
                "no package mail-transport-agent");
    }

    @Test
    void aPackageThatCannotBeLeftOut() {
        assertTold("""
                dpkg: error processing package bash (--purge):
                 this is an essential package; it should not be removed
                Errors were encountered while processing:
                 bash
                """, ImageFailure.RECIPE, "the package bash is essential");
        assertTold("""
                dpkg: dependency problems prevent removal of debconf:
                 adduser depends on debconf (>= 0.5) | debconf-2.0; however:
                  Package debconf is to be removed.

                dpkg: error processing package debconf (--purge):
                 dependency problems - not removing
                Errors were encountered while processing:
                 debconf
                """, ImageFailure.RECIPE, "the package debconf cannot be left out");
    }

    @Test
    void aDiskThatIsFull() {
        for (String words : new String[] {
            "dpkg: error processing archive x.deb (--unpack):\n cannot copy: failed to write (No space left on device)",
            "E: You don't have enough free space in /var/cache/apt/archives/.",
            "__populate_fs: Could not allocate block in ext2 filesystem while writing file \"x\"",
        }) {
            assertTold(words, ImageFailure.NO_SPACE, "full");
        }
    }

    @Test
    void otherWordsSayNothing() {
        assertThat(ToolWords.in("")).isEmpty();
        assertThat(ToolWords.in("E: Sub-process /usr/bin/dpkg returned an error code (1)"))
                .isEmpty();
    }

    private static void assertTold(String output, ImageFailure failure, String meaning) {
        assertThat(ToolWords.in(output)).hasValueSatisfying(told -> {
            assertThat(told.failure()).isEqualTo(failure);
            assertThat(told.meaning()).contains(meaning);
        });
    }
}
