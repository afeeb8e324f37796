package bulkorders.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers, refused without the names of Java's types. */
final class WholeNumberConverter<T> implements ITypeConverter<T> {

  private final Function<String, T> parser;

  /**
   * @param parser throws a NumberFormatException where there is no number of its type
   */
  WholeNumberConverter(Function<String, T> parser) {
    this.parser = parser;
  }

  @Override
  public T convert(String value) {
    try {
      return parser.apply(value);
    } catch (NumberFormatException e) {
      String fault = value.matches("[+-]?[0-9]+") ? "is too large" : "is no whole number";
      throw new TypeConversionException("'%s' %s".formatted(value, fault));
    }
  }
}
