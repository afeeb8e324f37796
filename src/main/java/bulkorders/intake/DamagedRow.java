package bulkorders.intake;

import java.util.List;

/**
 * A row that cannot be taken apart.
 *
 * @param number its number among the rows of the input, from 1
 * @param line line of the input where it begins, from 1
 * @param raw its bytes, shortened if they are too many
 * @param reason what is wrong and what was expected
 */
public record DamagedRow(long number, long line, byte[] raw, String reason) implements InputRow {

  @Override
  public List<String> cells() {
    return List.of();
  }
}
