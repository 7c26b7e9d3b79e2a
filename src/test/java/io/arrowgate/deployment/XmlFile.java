package io.arrowgate.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Reads values from an XML file of the project. */
final class XmlFile {
    private XmlFile() {}

    static String text(Path file, String xpath) throws Exception {
        List<String> texts = texts(file, xpath);
        if (texts.size() != 1) {
            throw new AssertionError("%s has %d of %s".formatted(file, texts.size(), xpath));
        }
        return texts.get(0);
    }

    static List<String> texts(Path file, String xpath) throws Exception {
        NodeList nodes = (NodeList)
                XPathFactory.newInstance().newXPath().evaluate(xpath, document(file), XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().strip())
                .toList();
    }

    private static Document document(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }
}
