import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads a CycloneDX list of components (the argument, XML) and fails where one is a snapshot, has
 * no version, or has no licence of those that we take. Where a component has several, one that we
 * take is enough: that is how they are offered. Known vulnerabilities are not looked up here.
 */
final class Dependencies {

    /** As SPDX names them, or as the projects themselves do where they use no such name. */
    private static final Set<String> TAKEN =
            Set.of(
                    "0BSD",
                    "Apache-2.0",
                    "Apache License, 2.0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "CC0-1.0",
                    "CDDL-1.0",
                    "CDDL-1.1",
                    "(CDDL-1.0 OR GPL-2.0-with-classpath-exception)",
                    "EPL-2.0",
                    "Go License",
                    "GPL-2.0-with-classpath-exception",
                    "MIT",
                    "MPL-1.1");

    public static void main(String[] args) throws Exception {
        NodeList all =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of(args[0]).toFile())
                        .getElementsByTagName("component");
        List<String> faults = new ArrayList<>();
        int seen = 0;
        for (int i = 0; i < all.getLength(); i++) {
            Element component = (Element) all.item(i);
            if (isListed(component) && !text(component, "group").startsWith("dev.switchboard")) {
                seen++;
                check(component, faults);
            }
        }
        faults.forEach(fault -> System.err.println("dependencies: " + fault));
        if (seen < 50 || !faults.isEmpty()) {
            System.err.printf("dependencies: %d components, %d faults%n", seen, faults.size());
            System.exit(1);
        }
        System.out.printf("%d components, each of a fixed version and a licence that we take%n", seen);
    }

    /** Not what the list itself was made with. */
    private static boolean isListed(Element component) {
        return component.getParentNode().getParentNode() == component.getOwnerDocument().getDocumentElement();
    }

    private static void check(Element component, List<String> faults) {
        String version = text(component, "version");
        String name = text(component, "group") + ":" + text(component, "name") + ":" + version;
        if (version.isEmpty() || version.endsWith("-SNAPSHOT")) {
            faults.add(name + " has no fixed version");
        }
        List<String> licences = new ArrayList<>();
        NodeList blocks = component.getElementsByTagName("licenses");
        if (blocks.getLength() > 0) {
            Element block = (Element) blocks.item(0);
            for (String tag : List.of("id", "name", "expression")) {
                NodeList found = block.getElementsByTagName(tag);
                for (int i = 0; i < found.getLength(); i++) {
                    licences.add(found.item(i).getTextContent());
                }
            }
        }
        if (licences.stream().noneMatch(TAKEN::contains)) {
            faults.add(name + " has none of the licences that we take, but " + licences);
        }
    }

    private static String text(Element component, String tag) {
        NodeList found = component.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
