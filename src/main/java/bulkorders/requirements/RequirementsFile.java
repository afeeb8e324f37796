package bulkorders.requirements;

import bulkorders.intake.Sheet;
import bulkorders.provider.Papers.Rule;
import bulkorders.report.CsvFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list as a CSV file, to be filled in and fed back. */
public final class RequirementsFile implements Closeable {

  private static final List<String> HEADER =
      List.of(
          Columns.ACCOUNT,
          Columns.COUNTRY,
          Columns.TYPE,
          Columns.LOCALITY,
          Columns.ORDER,
          Columns.NUMBER,
          Columns.STATUS,
          "numbers",
          Columns.REQUIREMENT,
          "field_type",
          "name",
          "acceptance",
          "deadline",
          "provider_comments",
          Columns.VALUE,
          Columns.GROUP,
          Columns.COMMENT,
          "request_ids");

  private final CsvFile csv;
  private final List<String> kept;

  /**
   * @param kept the operator's own columns
   */
  public RequirementsFile(OutputStream bytes, Set<String> kept) {
    this.kept = List.copyOf(kept);
    List<String> header = new ArrayList<>(HEADER);
    // A column of the operator's own must not be taken for one of ours when it comes back.
    this.kept.forEach(name -> header.add(HEADER.contains(Sheet.key(name)) ? "x_" + name : name));
    csv = new CsvFile(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), header);
  }

  /** Writes a line. */
  public void add(OpenLine line, @Nullable Rule rule) {
    OpenLine.Scope scope = line.scope();
    List<@Nullable Object> cells =
        new ArrayList<>(
            Arrays.asList(
                scope.account(),
                scope.countryIso(),
                scope.phoneNumberType(),
                scope.locality(),
                scope.order(),
                scope.phoneNumber(),
                scope.status(),
                line.numbers(),
                scope.requirementId(),
                line.fieldType(),
                rule == null ? null : rule.name(),
                rule == null ? null : rule.acceptance(),
                line.deadline(),
                line.comments(),
                null,
                null,
                null,
                line.requests()));
    kept.forEach(column -> cells.add(line.kept(column)));
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
