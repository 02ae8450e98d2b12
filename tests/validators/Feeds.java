import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;
import org.xml.sax.InputSource;

/** Files against a schema in the compact syntax of RELAX NG, by the Jing that comes with EPUBCheck: SCHEMA FILE… */
public final class Feeds {
    public static void main(String[] paths) throws Exception {
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(System.out));
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        boolean valid = paths.length > 1 && driver.loadSchema(ValidationDriver.fileInputSource(paths[0]));
        for (int i = 1; i < paths.length; i++) {
            InputSource file = ValidationDriver.fileInputSource(paths[i]);
            boolean own = valid && driver.validate(file);
            System.out.println((own ? "valid    " : "invalid  ") + paths[i]);
            valid &= own;
        }
        System.exit(valid ? 0 : 1);
    }
}
