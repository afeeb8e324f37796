package bulkorders.cli;

import bulkorders.job.Accounts;
import bulkorders.provider.Papers.Rule;
import bulkorders.requirements.Granularity;
import bulkorders.requirements.OpenLine;
import bulkorders.requirements.OpenRequirements;
import bulkorders.requirements.RequirementsFile;
import bulkorders.run.Commands;
import bulkorders.run.RunControl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the list of what waits for the customer. */
final class RequirementsListing {

  private final OpenRequirements requirements;
  private final Accounts accounts;
  private final Granularity by;
  private final RunControl control;
  private final Commands commands;
  private final Terminal terminal;

  RequirementsListing(
      OpenRequirements requirements,
      Accounts accounts,
      Granularity by,
      RunControl control,
      Commands commands,
      Terminal terminal) {
    this.requirements = requirements;
    this.accounts = accounts;
    this.by = by;
    this.control = control;
    this.commands = commands;
    this.terminal = terminal;
  }

  /** How the list is written. */
  enum Form {
    CSV,
    TEXT,
    JSON
  }

  /** Takes a line. */
  @FunctionalInterface
  private interface Taker {
    void take(OpenLine line, @Nullable Rule rule);
  }

  /**
   * Writes the list of some accounts. A file appears as a whole or not at all.
   *
   * @param output null for standard output
   */
  ExitCode write(List<String> names, Form form, @Nullable Path output) throws IOException {
    if (output == null) {
      return write(names, form, CloseShieldOutputStream.wrap(terminal.out()));
    }
    Path folder = output.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new RefusedException(
          "--output %s cannot be written: there is no such folder".formatted(output));
    }
    Path work = Files.createTempFile(folder, ".requirements", ".tmp");
    try {
      ExitCode code = write(names, form, Files.newOutputStream(work));
      Files.move(work, output, StandardCopyOption.REPLACE_EXISTING);
      return code;
    } finally {
      Files.deleteIfExists(work);
    }
  }

  private ExitCode write(List<String> names, Form form, OutputStream out) throws IOException {
    return switch (form) {
      case CSV -> {
        Set<String> kept = new LinkedHashSet<>();
        names.forEach(name -> kept.addAll(requirements.keptColumns(name)));
        try (var file = new RequirementsFile(out, kept)) {
          yield list(names, file::add);
        }
      }
      case TEXT -> {
        var text = new StringBuilder();
        ExitCode code = list(names, (line, rule) -> text.append(text(line, rule)));
        print(out, text.isEmpty() ? "nothing waits for you%n".formatted() : text.toString());
        yield code;
      }
      case JSON -> {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        ExitCode code = list(names, (line, rule) -> lines.add(facts(line, rule)));
        print(
            out,
            JsonMapper.shared().writeValueAsString(Map.of("requirements", lines))
                + System.lineSeparator());
        yield code;
      }
    };
  }

  private static void print(OutputStream out, String text) throws IOException {
    try (out) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private ExitCode list(List<String> names, Taker taker) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      requirements.list(
          name,
          accounts.of(name),
          by,
          control,
          new OpenRequirements.Receiver() {
            @Override
            public void line(OpenLine line, @Nullable Rule rule) {
              taker.take(line, rule);
            }

            @Override
            public void incomplete(String what) {
              missing.add(what);
            }
          });
    }
    long unread = names.stream().mapToLong(requirements::unreadOrders).sum();
    if (unread > 0) {
      terminal
          .err()
          .printf(
              "bulk-orders: %s not read yet, and %s papers are not in the list: %s%n",
              ResultPrinter.counted(unread, "order is", "orders are"),
              unread == 1 ? "its" : "their",
              commands.of("track --once"));
    }
    missing.forEach(
        what -> terminal.err().println("bulk-orders: the list may not be complete: " + what));
    return missing.isEmpty() ? ExitCode.ALL_ORDERED : ExitCode.SHORTFALL;
  }

  private static String text(OpenLine line, @Nullable Rule rule) {
    OpenLine.Scope scope = line.scope();
    var where = new ArrayList<String>();
    for (String part :
        new @Nullable String[] {
          scope.countryIso(),
          scope.phoneNumberType(),
          scope.locality(),
          scope.order(),
          scope.phoneNumber()
        }) {
      if (part != null) {
        where.add(part);
      }
    }
    Instant deadline = line.deadline();
    String name = rule == null || rule.name() == null ? "requirement" : rule.name();
    return "%s  %s  %s %s (%s), %s%s%s%n"
        .formatted(
            String.join(" ", where),
            ResultPrinter.counted(line.numbers(), "number", "numbers"),
            name,
            scope.requirementId(),
            line.fieldType(),
            scope.status(),
            deadline == null ? "" : ", until " + Terminal.time(deadline),
            line.comments().isEmpty() ? "" : ": " + line.comments());
  }

  private static Map<String, @Nullable Object> facts(OpenLine line, @Nullable Rule rule) {
    OpenLine.Scope scope = line.scope();
    Instant deadline = line.deadline();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("account", scope.account());
    facts.put("country_iso", scope.countryIso());
    facts.put("phone_number_type", scope.phoneNumberType());
    facts.put("locality", scope.locality());
    facts.put("order", scope.order());
    facts.put("phone_number", scope.phoneNumber());
    facts.put("status", scope.status());
    facts.put("numbers", line.numbers());
    facts.put("requirement_id", scope.requirementId());
    facts.put("field_type", line.fieldType());
    facts.put("name", rule == null ? null : rule.name());
    facts.put("acceptance", rule == null ? null : rule.acceptance());
    facts.put("deadline", deadline == null ? null : deadline.toString());
    facts.put("provider_comments", line.comments());
    facts.put("request_ids", line.requests());
    return facts;
  }
}
