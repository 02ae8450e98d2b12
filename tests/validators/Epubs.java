import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/** EPUBCheck over many books in one process: a line a book; exit status 1 when any has an error or a warning. */
public final class Epubs {
    public static void main(String[] paths) {
        boolean clean = paths.length > 0;
        for (String path : paths) {
            DefaultReportImpl report = new DefaultReportImpl(path);
            new EpubCheck(new File(path), report).check();
            int found = report.getFatalErrorCount() + report.getErrorCount() + report.getWarningCount();
            clean &= found == 0;
            System.out.println((found == 0 ? "valid    " : found + " found  ") + path);
        }
        System.exit(clean ? 0 : 1);
    }
}
