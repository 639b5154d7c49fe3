package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.SystemDifference;
import io.umlmachine.pbuilder.SystemDifference.Aspect;
import io.umlmachine.pbuilder.SystemDifference.Kind;
import io.umlmachine.pbuilder.SystemDifference.Thing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is in a machine at one time. Immutable.
 *
 * @param items by what they are and their names
 */
record SystemRecord(Map<Key, Map<String, String>> items) {

    /**
     * Prints a NUL after each field, and an empty field after each item: what it is, its name, and pairs of an aspect and
     * its value. Names may hold anything else. The machine's root file system alone is walked.
     */
    private static final String SCRIPT = """
            use strict;
            use warnings;
            use Digest::SHA;
            use File::Find;

            sub item { print join("\\0", @_), "\\0\\0" }
            my ($device) = lstat("/");

            sub look {
                my $path = $File::Find::name;
                my @s = lstat($path) or return;
                my $mode = $s[2];
                my @facts = ("mode", sprintf("%04o", $mode & 07777), "owner", "$s[4]:$s[5]");
                if (-l _) {
                    # Every link has all permissions.
                    item("LINK", $path, "owner", "$s[4]:$s[5]", "target", readlink($path));
                } elsif (-d _) {
                    item("DIRECTORY", $path, @facts);
                } elsif (-f _) {
                    push @facts, "size", $s[7];
                    if ($path =~ m{^/(etc|var)/} && $s[7] <= 1 << 20) {
                        push @facts, "content", eval { Digest::SHA->new(256)->addfile($path)->hexdigest } // "?";
                    } else {
                        push @facts, "time", $s[9];
                    }
                    item("FILE", $path, @facts);
                } else {
                    item("SPECIAL", $path, @facts, "type", sprintf("%o", $mode & 0170000));
                }
            }

            sub stay {
                return () if (lstat($File::Find::dir))[0] != $device;
                return grep { !/^\\.\\.?$/ } @_;
            }

            find({ wanted => \\&look, preprocess => \\&stay, no_chdir => 1 }, "/");
            for (["USER", "passwd"], ["GROUP", "group"]) {
                open my $in, "<", "/etc/$_->[1]" or next;
                while (my $line = <$in>) {
                    chomp $line;
                    my ($name, undef, $rest) = split /:/, $line, 3;
                    item($_->[0], $name, "entry", $rest // "");
                }
            }
            for (["DIVERSION", "dpkg-divert"], ["OVERRIDE", "dpkg-statoverride"]) {
                for my $line (split /\\n/, `$_->[1] --list`) {
                    item($_->[0], $line);
                }
            }
            """;

    private static final ByteSize LARGEST = ByteSize.mebibytes(256);

    /** What an item is, and its name. */
    record Key(Thing thing, String name) {}

    /** Looks at a machine. */
    static SystemRecord of(UmlMachine machine) throws InterruptedException {
        byte[] output = machine.exec(
                        Command.of("perl", "-").stdin(SCRIPT).env("LC_ALL", "C").outputLimit(LARGEST))
                .orThrow()
                .stdoutBytes();
        return parse(new String(output, StandardCharsets.UTF_8));
    }

    static SystemRecord parse(String output) {
        Map<Key, Map<String, String>> items = new LinkedHashMap<>();
        for (String item : output.split("\0\0")) {
            String[] fields = item.split("\0", -1);
            if (fields.length >= 2) {
                Map<String, String> facts = new TreeMap<>();
                for (int i = 2; i + 1 < fields.length; i += 2) {
                    facts.put(fields[i], fields[i + 1]);
                }
                items.put(new Key(Thing.valueOf(fields[0]), fields[1]), facts);
            }
        }
        return new SystemRecord(items);
    }

    /** What is not any more as it was here, by its name; without what nobody has to restore. */
    List<SystemDifference> differencesTo(SystemRecord after) {
        Map<String, Key> before = byName(this);
        Map<String, Key> now = byName(after);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<SystemDifference> differences = new ArrayList<>();
        for (String name : names) {
            Key old = before.get(name);
            Key present = now.get(name);
            if (old == null) {
                Key left = Objects.requireNonNull(present);
                differences.add(new SystemDifference(Kind.LEFT, left.thing(), left.name(), List.of()));
            } else if (present == null) {
                differences.add(new SystemDifference(Kind.GONE, old.thing(), old.name(), List.of()));
            } else {
                List<Aspect> aspects = aspects(old, present, after);
                if (!aspects.isEmpty()) {
                    differences.add(new SystemDifference(Kind.CHANGED, old.thing(), old.name(), aspects));
                }
            }
        }
        return differences.stream()
                .filter(difference -> !IgnoredPlaces.contain(difference))
                .toList();
    }

    /** One path is one thing, whatever it becomes; users, groups and the like have names of their own kinds. */
    private static Map<String, Key> byName(SystemRecord system) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (Key key : system.items().keySet()) {
            keys.put((key.name().startsWith("/") ? "" : key.thing() + " ") + key.name(), key);
        }
        return keys;
    }

    private List<Aspect> aspects(Key old, Key present, SystemRecord after) {
        if (old.thing() != present.thing()) {
            return List.of(new Aspect("type", word(old), word(present)));
        }
        Map<String, String> before = Objects.requireNonNull(items.get(old));
        Map<String, String> now = Objects.requireNonNull(after.items().get(present));
        List<Aspect> aspects = new ArrayList<>();
        before.forEach((what, value) -> {
            String other = Objects.requireNonNullElse(now.get(what), "");
            if (!value.equals(other)) {
                aspects.add(new Aspect(what, value, other));
            }
        });
        return aspects;
    }

    private static String word(Key key) {
        return key.thing().name().toLowerCase(Locale.ROOT);
    }
}
