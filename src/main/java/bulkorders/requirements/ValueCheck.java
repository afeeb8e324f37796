package bulkorders.requirements;

import bulkorders.ledger.Filling;
import bulkorders.ledger.FillingPapers;
import bulkorders.ledger.FillingPapers.Kind;
import bulkorders.ledger.Fillings;
import bulkorders.ledger.Fillings.MatchedRow;
import bulkorders.requirements.AddressFields.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Looks at values once it is known what they are for: which of them are documents and addresses
 * that have to be made, and what is wrong with them.
 */
@Component
class ValueCheck {

  private static final Pattern DOCUMENT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern ADDRESS_ID = Pattern.compile("[0-9A-Za-z-]{6,64}");
  private static final int LONGEST_TEXT = 10_000;

  private final Fillings fillings;
  private final FillingPapers papers;
  private final DataSize maxDocumentSize;

  ValueCheck(Fillings fillings, FillingPapers papers, RequirementsProperties properties) {
    this.fillings = fillings;
    this.papers = papers;
    this.maxDocumentSize = properties.maxDocumentSize();
  }

  /** Plans what has to be made, and rejects what cannot be given. */
  void check(Filling filling) {
    for (MatchedRow matched : fillings.matched(filling.id())) {
      String value = Objects.requireNonNull(matched.row().value());
      switch (matched.fieldType().toLowerCase(Locale.ROOT)) {
        case "document" -> document(filling, matched, value);
        case "address" -> address(filling, matched, value);
        default -> {
          if (value.length() > LONGEST_TEXT) {
            reject(filling, matched, "is longer than " + LONGEST_TEXT + " characters");
          }
        }
      }
    }
  }

  private void document(Filling filling, MatchedRow matched, String value) {
    if (DOCUMENT_ID.matcher(value).matches()) {
      return;
    }
    Path file;
    try {
      file = Path.of(Objects.requireNonNull(filling.folder())).resolve(value);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        reject(
            filling,
            matched,
            "names a document that cannot be read; expected a file, beside this one or with its"
                + " whole path, or the id of a document");
        return;
      }
      long size = Files.size(file);
      if (size == 0) {
        reject(filling, matched, "names a document that is empty");
        return;
      }
      if (size > maxDocumentSize.toBytes()) {
        reject(
            filling,
            matched,
            "names a document of %,d bytes; expected at most %,d (bulk-orders.requirements.max-document-size)"
                .formatted(size, maxDocumentSize.toBytes()));
        return;
      }
      plan(filling, matched, Kind.DOCUMENT, referenceOf(Files.readAllBytes(file)), file.toString());
    } catch (InvalidPathException | IOException e) {
      reject(filling, matched, "names a document that cannot be read");
    }
  }

  private void address(Filling filling, MatchedRow matched, String value) {
    if (!AddressFields.isWritten(value)) {
      if (!ADDRESS_ID.matcher(value).matches()) {
        reject(
            filling,
            matched,
            "is neither the id of an address nor of the form name=value; name=value");
      }
      return;
    }
    try {
      String canonical = AddressFields.parse(value).canonical();
      plan(
          filling,
          matched,
          Kind.ADDRESS,
          referenceOf(canonical.getBytes(StandardCharsets.UTF_8)),
          canonical);
    } catch (MalformedException e) {
      reject(filling, matched, String.valueOf(e.getMessage()));
    }
  }

  private void plan(
      Filling filling, MatchedRow matched, Kind kind, String reference, String source) {
    papers.plan(filling.id(), matched.row().row(), matched.accounts(), kind, reference, source);
  }

  private void reject(Filling filling, MatchedRow matched, String reason) {
    fillings.reject(filling.id(), matched.row().row(), Columns.VALUE, reason);
  }

  /** What is the same has the same reference, in whichever file it comes. */
  static String referenceOf(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "bo-paper." + HexFormat.of().formatHex(hash, 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
