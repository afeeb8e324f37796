package bulkorders.requirements;

import static bulkorders.settings.UnusableSettingException.unless;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How requirements are filled; {@code bulk-orders.requirements.*}.
 *
 * @param maxDocumentSize a document may have so many bytes
 */
public record RequirementsProperties(@DefaultValue("10MB") DataSize maxDocumentSize) {

  public RequirementsProperties {
    unless(
        maxDocumentSize.toBytes() > 0,
        "bulk-orders.requirements.max-document-size",
        maxDocumentSize,
        "a size such as 10MB");
  }
}
