import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

/**
 * veraPDF over many files in one process. Arguments: flavours with commas (ua1,2a), then files. The flavour 4 is 4f for files
 * that say so in their metadata, which is not compressed.
 */
public final class Pdfs {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean clean = arguments.length > 1;
        int files = 0;
        for (int at = 1; at < arguments.length; at++) {
            files++;
            for (String flavour : arguments[0].split(",")) {
                clean &= check(arguments[at], flavour.equals("4") && holdsFiles(arguments[at]) ? "4f" : flavour);
            }
        }
        System.out.println(files + " files checked for " + arguments[0]);
        System.exit(clean ? 0 : 1);
    }

    private static boolean holdsFiles(String path) throws Exception {
        String text = Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
        return text.contains("<pdfaid:conformance>F</pdfaid:conformance>");
    }

    private static boolean check(String path, String id) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
        String profile = switch (id) {
            case "ua1" -> "PDFUA-1";
            case "ua2" -> "PDFUA-2-ISO32005";
            default -> "PDFA-" + id.toUpperCase();
        };
        try (InputStream bytes = new FileInputStream(path);
                InputStream rules = Pdfs.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + profile + ".xml");
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(Profiles.profileFromXml(rules), false);
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return true;
            }
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.putIfAbsent(assertion.getRuleId().getClause(),
                        assertion.getMessage() + " at " + assertion.getLocation().getContext());
                }
            }
            System.out.println("not " + id + ": " + path);
            broken.forEach((clause, message) -> System.out.println("  clause " + clause + ": " + message));
        } catch (Exception | Error error) {
            System.out.println("not " + id + ": " + path + ": " + error);
        }
        return false;
    }
}
