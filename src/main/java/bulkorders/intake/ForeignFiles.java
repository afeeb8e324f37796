package bulkorders.intake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows files that are no text by how they begin, whatever their name, and what to do with them.
 */
final class ForeignFiles {

  private static final String SAVE_AS_CSV =
      ", choose File > Save as > \"CSV UTF-8\", and give the file that is saved";

  private static final String EXCEL =
      "is an Excel workbook (.xlsx), not a text file; open it in Excel" + SAVE_AS_CSV;

  private static final String LIBRE_OFFICE =
      "is a LibreOffice spreadsheet (.ods), not a text file; open it in LibreOffice, choose File >"
          + " Save as > \"Text CSV\" with the character set UTF-8, and give the file that is saved";

  private static final String NUMBERS =
      "is an Apple Numbers document, not a text file; open it in Numbers, choose File > Export To"
          + " > CSV with the encoding Unicode (UTF-8), and give the file that is saved";

  static final String MARKUP =
      "is a web page or XML, which some programs save as .xls, and not CSV; open it in Excel"
          + SAVE_AS_CSV;

  private static final String ARCHIVE =
      "is an archive, not a text file; unpack it, and give the CSV or JSON file in it";

  private static final String COMPRESSED =
      ", and only gzip (.gz) is understood; decompress it, and give the file that comes out";

  /** By the first characters, each byte taken for one. */
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        "\u00d0\u00cf\u0011\u00e0",
        "is an old or protected Excel workbook (.xls), not a text file; open it in Excel"
            + SAVE_AS_CSV);
    KINDS.put(
        "%PDF",
        "is a PDF document, not a text file; open the spreadsheet that it was made from"
            + SAVE_AS_CSV);
    KINDS.put(
        "{\\rtf",
        "is a text with formatting (.rtf); open the table that it has in Excel" + SAVE_AS_CSV);
    KINDS.put("\u001f\u008b", "is compressed twice; decompress it once");
    KINDS.put("BZh", "is compressed with bzip2" + COMPRESSED);
    KINDS.put("\u00fd7zXZ", "is compressed with xz" + COMPRESSED);
    KINDS.put("\u0028\u00b5\u002f\u00fd", "is compressed with zstd" + COMPRESSED);
    KINDS.put("7z\u00bc\u00af", ARCHIVE);
    KINDS.put("Rar!", ARCHIVE);
  }

  private ForeignFiles() {}

  /**
   * Refuses a file that is no text.
   *
   * @param beginning its first bytes
   * @throws UnreadableInputException saying what it is and what to do
   */
  static void refuse(byte[] beginning, String input) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    String kind = kind(text);
    if (kind != null) {
      throw new UnreadableInputException(input, kind);
    }
  }

  private static @Nullable String kind(String text) {
    if (text.startsWith("PK\u0003\u0004")) {
      if (text.contains("xl/")) {
        return EXCEL;
      }
      if (text.contains("mimetypeapplication/vnd.oasis.opendocument")) {
        return LIBRE_OFFICE;
      }
      return text.contains(".iwa") ? NUMBERS : ARCHIVE;
    }
    for (Map.Entry<String, String> known : KINDS.entrySet()) {
      if (text.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    return null;
  }
}
