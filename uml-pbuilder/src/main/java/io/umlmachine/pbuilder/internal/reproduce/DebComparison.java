package io.umlmachine.pbuilder.internal.reproduce;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.pbuilder.DebDifference;
import io.umlmachine.pbuilder.DebDifference.Part;
import io.umlmachine.pbuilder.internal.reproduce.DebContents.Entry;
import io.umlmachine.pbuilder.internal.reproduce.DebContents.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Holds two binary packages against each other. For one use. */
final class DebComparison {

    private static final String CONTROL = "control.tar";
    private static final String CONTROL_FILE = "./control";

    /** The first differing line is looked for in so many files, if they are not larger. */
    private static final int MOST_FILES = 64;

    private static final int LARGEST_FILE = 1 << 20;

    private final List<DebDifference> differences = new ArrayList<>();

    private DebComparison() {}

    /** In what they differ; nothing, if no byte does. */
    static List<DebDifference> of(Path first, Path second) throws IOException {
        if (Files.mismatch(first, second) < 0) {
            return List.of();
        }
        DebContents one = DebContents.read(first, DebComparison::isControl);
        DebContents two = DebContents.read(second, DebComparison::isControl);
        Set<String> changed = changedFiles(one, two);
        DebComparison comparison = new DebComparison();
        comparison.compare(
                DebContents.read(first, (stem, path, size) -> isWanted(changed, stem, path, size)),
                DebContents.read(second, (stem, path, size) -> isWanted(changed, stem, path, size)));
        if (comparison.differences.isEmpty()) {
            comparison.add("", "", Part.ENCODING, "", "other bytes between its members");
        }
        return List.copyOf(comparison.differences);
    }

    private static boolean isControl(String stem, String path, long size) {
        return stem.equals(CONTROL) && path.equals(CONTROL_FILE) && size <= LARGEST_FILE;
    }

    private static boolean isWanted(Set<String> changed, String stem, String path, long size) {
        return isControl(stem, path, size) || size <= LARGEST_FILE && changed.contains(stem + " " + path);
    }

    private static Set<String> changedFiles(DebContents one, DebContents two) {
        Map<String, String> before = contents(one);
        Set<String> changed = new HashSet<>();
        contents(two).forEach((file, content) -> {
            if (changed.size() < MOST_FILES && !content.equals(before.getOrDefault(file, content))) {
                changed.add(file);
            }
        });
        return changed;
    }

    private static Map<String, String> contents(DebContents deb) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (Member member : deb.members()) {
            member.files()
                    .orElse(List.of())
                    .forEach(file -> contents.put(member.stem() + " " + file.path(), file.content()));
        }
        return contents;
    }

    private void compare(DebContents one, DebContents two) {
        Map<String, Member> first = byName(one.members(), Member::stem);
        Map<String, Member> second = byName(two.members(), Member::stem);
        compareNames("", first.keySet(), second.keySet());
        first.forEach((stem, member) -> {
            Member other = second.get(stem);
            if (other != null) {
                compare(member, other);
            }
        });
    }

    private void compare(Member one, Member two) {
        int before = differences.size();
        compare(one.name(), "", Part.TIME, one.header(), two.header());
        if (one.sha256().equals(two.sha256())) {
            return;
        }
        if (one.files().isEmpty() || two.files().isEmpty()) {
            compare(one.name(), "", Part.CONTENT, "SHA-256 " + one.sha256(), "SHA-256 " + two.sha256());
            return;
        }
        Map<String, Entry> first = byName(one.files().get(), Entry::path);
        Map<String, Entry> second = byName(two.files().get(), Entry::path);
        compareNames(one.name(), first.keySet(), second.keySet());
        first.forEach((path, entry) -> {
            Entry other = second.get(path);
            if (other != null) {
                compare(one, entry, other);
            }
        });
        if (differences.size() == before) {
            String how = one.name().equals(two.name()) ? "" : two.name() + ", ";
            add(one.name(), "", Part.ENCODING, "SHA-256 " + one.sha256(), how + "SHA-256 " + two.sha256());
        }
    }

    /** What is missing on either side; and if nothing else is there in another order, that. */
    private void compareNames(String member, Set<String> first, Set<String> second) {
        List<String> one = new ArrayList<>(first);
        List<String> two = new ArrayList<>(second);
        one.stream().filter(name -> !second.contains(name)).forEach(name -> missing(member, name, true));
        two.stream().filter(name -> !first.contains(name)).forEach(name -> missing(member, name, false));
        one.retainAll(second);
        two.retainAll(first);
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(two.get(i))) {
                add(member, "", Part.ORDER, "at " + i + ": " + one.get(i), "at " + i + ": " + two.get(i));
                return;
            }
        }
    }

    private void missing(String member, String name, boolean inSecond) {
        String where = member.isEmpty() ? name : member;
        String path = member.isEmpty() ? "" : name;
        add(where, path, Part.PRESENCE, inSecond ? "there" : "", inSecond ? "" : "there");
    }

    private void compare(Member member, Entry one, Entry two) {
        String path = one.path();
        compare(member.name(), path, Part.TYPE, one.type(), two.type());
        compare(member.name(), path, Part.MODE, one.mode(), two.mode());
        compare(member.name(), path, Part.OWNER, one.owner(), two.owner());
        compare(member.name(), path, Part.TIME, one.time(), two.time());
        compare(member.name(), path, Part.LINK, one.link(), two.link());
        if (!one.content().equals(two.content())) {
            compareContents(member, one, two);
        }
    }

    private void compareContents(Member member, Entry one, Entry two) {
        if (member.stem().equals(CONTROL) && one.path().equals(CONTROL_FILE)) {
            Optional<Map<String, String>> first = fields(one);
            Optional<Map<String, String>> second = fields(two);
            if (first.isPresent() && second.isPresent() && !first.equals(second)) {
                compareFields(member.name(), first.get(), second.get());
                return;
            }
        }
        FirstDifference lines = FirstDifference.of(one, two);
        add(member.name(), one.path(), Part.CONTENT, lines.first(), lines.second());
    }

    private void compareFields(String member, Map<String, String> first, Map<String, String> second) {
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        names.forEach(
                name -> compare(member, name, Part.FIELD, first.getOrDefault(name, ""), second.getOrDefault(name, "")));
    }

    private static Optional<Map<String, String>> fields(Entry control) {
        try {
            String text = new String(control.bytes().orElse(new byte[0]), StandardCharsets.UTF_8);
            return Deb822.parse(text).stream().map(stanza -> stanza.fields()).findFirst();
        } catch (Deb822Exception e) {
            return Optional.empty();
        }
    }

    private void compare(String member, String path, Part part, String first, String second) {
        if (!first.equals(second)) {
            add(member, path, part, first, second);
        }
    }

    private void add(String member, String path, Part part, String first, String second) {
        differences.add(new DebDifference(member, path, part, first, second));
    }

    /** In their order; of names that come twice, the later ones have numbers. */
    private static <T> Map<String, T> byName(List<T> list, Function<T, String> name) {
        Map<String, T> map = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (T item : list) {
            int times = seen.merge(name.apply(item), 1, Integer::sum);
            map.put(name.apply(item) + (times > 1 ? " (" + times + ")" : ""), item);
        }
        return map;
    }
}
