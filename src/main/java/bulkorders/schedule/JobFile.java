package bulkorders.schedule;

import bulkorders.schedule.JobInput.IfMissing;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A job that is declared in a YAML file, so that it does the same by hand as by a schedule.
 *
 * @param path the file
 * @param name what it is called in the ledger ({@code schedule:NAME} is its actor)
 * @param zone where a night is a date of its own
 * @param options of the command that does the same, each with its values
 */
public record JobFile(
    Path path,
    String name,
    JobType type,
    ZoneId zone,
    JobInput input,
    Map<String, List<String>> options) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration LONGEST_SETTLE = Duration.ofHours(1);

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * Reads a job file; paths in it are relative to its folder.
   *
   * @throws UnusableJobFileException when it cannot be used, naming the field
   */
  public static JobFile read(Path path) {
    return new Reading(path, fields(path)).jobFile();
  }

  private static JobFields fields(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UnusableJobFileException(path, "there is no such file");
    }
    try {
      JobFields fields = YAML.readValue(path, JobFields.class);
      if (fields == null) {
        throw new UnusableJobFileException(path, "is empty");
      }
      return fields;
    } catch (UnrecognizedPropertyException e) {
      throw new UnusableJobFileException(
          path,
          "line %d: there is no field %s; known: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getPropertyName(),
                  Stream.ofNullable(e.getKnownPropertyIds())
                      .flatMap(known -> known.stream())
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    } catch (MismatchedInputException e) {
      String field =
          e.getPath().stream()
              .map(JacksonException.Reference::getPropertyName)
              .filter(Objects::nonNull)
              .collect(Collectors.joining("."));
      throw new UnusableJobFileException(
          path,
          "line %d: %s has a value of another kind than expected"
              .formatted(e.getLocation().getLineNr(), field.isEmpty() ? "the file" : field));
    } catch (JacksonException e) {
      throw new UnusableJobFileException(
          path,
          "line %d is no YAML: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  /** Who is responsible for what it does. */
  public String actor() {
    return "schedule:" + name;
  }

  /** The options as they stand on a command line. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (option, values) -> {
          arguments.add("--" + option);
          arguments.addAll(values);
        });
    return arguments;
  }

  /** Says what is wrong with a field of a file that is being read. */
  private record Reading(Path path, JobFields fields) {

    JobFile jobFile() {
      JobType type = oneOf("job", fields.job(), JobType.values(), JobType::label, null);
      return new JobFile(
          path, name(), type, zone(), type == JobType.ORDER ? orders() : ledger(), options());
    }

    private UnusableJobFileException unusable(
        String field, @Nullable Object value, String expected) {
      return value == null
          ? new UnusableJobFileException(path, field + " is missing: expected " + expected)
          : UnusableJobFileException.field(path, field, value, expected);
    }

    private String name() {
      String name = fields.name();
      if (name == null || !NAME.matcher(name).matches()) {
        throw unusable("name", name, "up to 64 lower-case letters, digits and hyphens");
      }
      return name;
    }

    private ZoneId zone() {
      try {
        return fields.zone() == null ? ZoneId.of("UTC") : ZoneId.of(fields.zone());
      } catch (DateTimeException e) {
        throw unusable("zone", fields.zone(), "a zone such as Europe/Berlin, or UTC");
      }
    }

    private JobInput ledger() {
      requireNone("input", fields.input());
      requireNone("inbox", fields.inbox());
      requireNone("files", fields.files());
      requireNone("settle", fields.settle());
      requireNone("file", fields.file());
      requireNone("if-missing", fields.ifMissing());
      return new JobInput.None();
    }

    private void requireNone(String field, @Nullable String value) {
      if (value != null) {
        throw new UnusableJobFileException(
            path, "%s = %s says nothing here; leave it out".formatted(field, value));
      }
    }

    private JobInput orders() {
      IfMissing ifMissing =
          oneOf(
              "if-missing",
              fields.ifMissing(),
              IfMissing.values(),
              value -> value.name().toLowerCase(Locale.ROOT),
              IfMissing.OK);
      return switch (String.valueOf(Objects.requireNonNullElse(fields.input(), "delivered"))) {
        case "delivered" -> {
          requireNone("file", fields.file());
          yield new JobInput.Delivered(new Inbox(folder(), pattern(), settle()), ifMissing);
        }
        case "standing" -> {
          requireNone("inbox", fields.inbox());
          requireNone("files", fields.files());
          requireNone("settle", fields.settle());
          if (fields.file() == null) {
            throw unusable("file", null, "the file that is ordered for every date");
          }
          yield new JobInput.Standing(beside(fields.file()), ifMissing);
        }
        default -> throw unusable("input", fields.input(), "delivered or standing");
      };
    }

    private Path beside(String other) {
      return path.toAbsolutePath().resolveSibling(other).normalize();
    }

    private Path folder() {
      String expected = "the folder that files are put into; it has to be there";
      if (fields.inbox() == null) {
        throw unusable("inbox", null, expected);
      }
      Path folder = beside(fields.inbox());
      if (!Files.isDirectory(folder) || folder.getParent() == null) {
        throw unusable("inbox", fields.inbox(), expected);
      }
      return folder;
    }

    private String pattern() {
      String pattern = Objects.requireNonNullElse(fields.files(), "*");
      try {
        FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return pattern;
      } catch (PatternSyntaxException e) {
        throw unusable("files", pattern, "a pattern such as *.csv or *.{csv,json}");
      }
    }

    private Duration settle() {
      if (fields.settle() == null) {
        return SETTLE;
      }
      try {
        Duration settle = DurationStyle.detectAndParse(fields.settle());
        if (!settle.isNegative() && settle.compareTo(LONGEST_SETTLE) <= 0) {
          return settle;
        }
      } catch (IllegalArgumentException e) {
        // It is said below.
      }
      throw unusable("settle", fields.settle(), "a duration of up to 1h, such as 10s");
    }

    private Map<String, List<String>> options() {
      Map<String, Object> given = Objects.requireNonNullElse(fields.options(), Map.of());
      return given.entrySet().stream()
          .filter(option -> !Boolean.FALSE.equals(option.getValue()))
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  option -> values(option.getKey(), option.getValue()),
                  (a, b) -> a,
                  LinkedHashMap::new));
    }

    private List<String> values(String option, @Nullable Object value) {
      if (Boolean.TRUE.equals(value)) {
        return List.of();
      }
      if (value instanceof List<?> several) {
        return several.stream().flatMap(one -> values(option, one).stream()).toList();
      }
      if (value == null || value instanceof Map<?, ?>) {
        throw unusable("options." + option, String.valueOf(value), "a value, or a list of values");
      }
      return List.of(value.toString());
    }

    private <T> T oneOf(
        String field,
        @Nullable String value,
        T[] choices,
        Function<T, String> label,
        @Nullable T standard) {
      if (value == null && standard != null) {
        return standard;
      }
      return Stream.of(choices)
          .filter(choice -> label.apply(choice).equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  unusable(
                      field,
                      value,
                      Stream.of(choices).map(label).collect(Collectors.joining(", "))));
    }
  }
}
