package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page strictly: every element ends where it must, and every tag is one that the library writes. */
public final class PageReader {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"<>]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern ENTITY = Pattern.compile("&(?!(?:amp|lt|gt|quot|#39);)");
    private static final Set<String> VOID = Set.of("meta", "input");

    private final Set<String> ids = new LinkedHashSet<>();
    private final List<String> links = new ArrayList<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Set<String> elements = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private PageReader() {}

    /** Reads a page; fails the test if it is malformed. */
    public static PageReader of(String page) {
        PageReader reader = new PageReader();
        String prologue = "<!DOCTYPE html>\n";
        assertThat(page).startsWith(prologue);
        reader.read(page.substring(prologue.length())
                .replaceFirst("(?s)<style>.*?</style>", "")
                .replaceFirst("(?s)<script>.*?</script>", ""));
        return reader;
    }

    private void read(String body) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(body);
        int end = 0;
        while (tag.find()) {
            addText(body.substring(end, tag.start()));
            end = tag.end();
            String element = tag.group(2);
            if (!tag.group(1).isEmpty()) {
                assertThat(open.pop())
                        .as("end of %s at %s", element, tag.start())
                        .isEqualTo(element);
            } else {
                elements.add(element);
                addAttributes(tag.group(3));
                if (!VOID.contains(element)) {
                    open.push(element);
                }
            }
        }
        addText(body.substring(end));
        assertThat(open).isEmpty();
    }

    private void addAttributes(String all) {
        Matcher attribute = ATTRIBUTE.matcher(all);
        while (attribute.find()) {
            attributes.add(attribute.group(1));
            if (attribute.group(1).equals("id")) {
                assertThat(ids.add(attribute.group(2))).as(attribute.group()).isTrue();
            } else if (attribute.group(1).equals("href")) {
                links.add(attribute.group(2));
            }
        }
    }

    private void addText(String escaped) {
        assertThat(escaped).doesNotContain("<", ">").doesNotContainPattern(ENTITY);
        text.append(escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&"));
    }

    public String text() {
        return text.toString();
    }

    public Set<String> ids() {
        return ids;
    }

    public List<String> links() {
        return links;
    }

    /** Fails unless the page needs nothing but itself, and every link leads to a place in it or to a file near it. */
    public PageReader requireSelfContained() {
        assertThat(attributes)
                .doesNotContain("src", "style", "srcset", "action")
                .noneMatch(name -> name.startsWith("on"));
        assertThat(elements).doesNotContain("link", "iframe", "img", "object", "embed", "form", "base");
        assertThat(links).isNotEmpty().allSatisfy(link -> {
            if (link.startsWith("#")) {
                assertThat(ids).contains(link.substring(1));
            } else {
                assertThat(link).startsWith(".");
            }
        });
        return this;
    }
}
