package io.umlmachine.internal.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Makes and compares trees with the host's own tools, which share no code with what is tested. */
final class HostTrees {

    private HostTrees() {}

    /** A tree with everything that is hard to copy, made in a directory by perl, which knows bytes only. */
    static void makeDifficult(Path directory) throws IOException, InterruptedException {
        run(directory, "perl", "-e", """
                use strict;
                sub put { open(my $f, '>', $_[0]) or die "$_[0]: $!"; print {$f} $_[1]; close $f }
                mkdir $_ or die "$_: $!" for 'empty', 'full', "dir\\xff\\xfe", "full/deep";
                put("latin1-\\xe4\\xf6", 'latin1');
                put("utf8-\\xc3\\xa4", 'utf8');
                put("new\\nline", 'newline');
                put('-rf', 'dash');
                put(' ', 'space');
                put('back\\\\slash', 'backslash');
                put("\\xe9" x 255, 'long');
                put(('a' x 255), 'long');
                put("dir\\xff\\xfe/below", 'below');
                put('full/empty', '');
                put('full/deep/run', "#!/bin/sh\\n");
                chmod 0751, 'full/deep/run';
                chmod 0500, 'full/deep';
                link('full/empty', 'full/second-name') or die $!;
                link("new\\nline", 'full/third') or die $!;
                symlink('//odd///../target/', 'odd-link') or die $!;
                symlink("target\\xff\\n", "link\\xff") or die $!;
                symlink('x' x 1000, 'long-link') or die $!;
                link('odd-link', 'odd-link-again') or die $!;
                """);
        run(
                directory,
                "sh",
                "-c",
                "truncate -s 1G holes && printf middle | dd of=holes bs=1 seek=500000001 conv=notrunc status=none"
                        + " && truncate -s 64K all-hole && printf end | dd of=data-last bs=1 seek=9663676416 status=none"
                        + " && touch -h -d '1969-07-20 20:17:40.123456789 UTC' odd-link"
                        + " && touch -d '2001-02-03 04:05:06.789012345 UTC' full/empty"
                        + " && touch -d '2099-12-31 23:59:59.000000001 UTC' -- -rf"
                        + " && touch -d '1999-09-09 09:09:09.999999999 UTC' full empty");
    }

    /** Every name, type, mode, size, time to the nanosecond, link target and number of links, in order. */
    static String describe(Path directory) throws IOException, InterruptedException {
        return run(
                directory,
                "sh",
                "-c",
                "find . -printf '%p %y %m %T@ %l %n %s\\0' | sed -z 's/ 4096$//' | LC_ALL=C sort -z | od -An -c -w200");
    }

    /** The disk space of a tree, in KiB. */
    static long kibibytes(Path tree) throws IOException, InterruptedException {
        return Long.parseLong(run(tree, "du", "-sk", ".").split("\\s")[0]);
    }

    static void requireSameContents(Path one, Path other) throws IOException, InterruptedException {
        // The files with holes would take long to compare; their data is looked at one by one.
        run(
                one,
                "diff",
                "-r",
                "--no-dereference",
                "--exclude=holes",
                "--exclude=data-last",
                one.toString(),
                other.toString());
        for (String place : List.of("holes 500000001 6 middle", "data-last 9663676416 3 end")) {
            String[] words = place.split(" ");
            String found =
                    run(other, "sh", "-c", "tail -c +$(($1 + 1)) \"$0\" | head -c $2", words[0], words[1], words[2]);
            if (!found.equals(words[3])) {
                throw new AssertionError(words[0] + " holds '" + found + "' at " + words[1]);
            }
        }
    }

    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
