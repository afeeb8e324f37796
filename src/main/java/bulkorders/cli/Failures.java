package bulkorders.cli;

import bulkorders.database.DatabaseUnavailableException;
import bulkorders.database.LostDatabase;
import bulkorders.intake.UnreadableInputException;
import bulkorders.job.AccountBusyException;
import bulkorders.job.AccountUnusableException;
import bulkorders.job.AlreadyOrderedException;
import bulkorders.job.ContradictingLaunchException;
import bulkorders.job.JobBusyException;
import bulkorders.job.NothingToCancelException;
import bulkorders.job.RequirementsBusyException;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.FullMemory;
import bulkorders.run.RunStoppedException;
import bulkorders.sandbox.SandboxBusyException;
import bulkorders.schedule.UnusableJobFileException;
import bulkorders.settings.UnusableSettingException;
import bulkorders.submission.UndecidableException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.core.NestedExceptionUtils;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into one line for people and an exit code for scripts. Traces go to the log
 * file only.
 */
final class Failures {

  private Failures() {}

  static int report(Throwable e, Terminal terminal) {
    ExitCode code = exitCode(e);
    terminal.err().println("bulk-orders: " + line(e));
    if (code == ExitCode.FAILED) {
      LoggerFactory.getLogger(Failures.class).debug("Unexpected failure", e);
    }
    return code.code();
  }

  static int reportUsage(ParameterException e, Terminal terminal) {
    terminal.err().println("bulk-orders: " + usage(e));
    if (!UnmatchedArgumentException.printSuggestions(e, terminal.err())) {
      terminal
          .err()
          .println("Help: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.REFUSED.code();
  }

  private static String usage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String argument = unmatched.getUnmatched().get(0);
      boolean isCommand = !e.getCommandLine().getSubcommands().isEmpty();
      return isCommand ? "there is no command " + argument : "one argument too many: " + argument;
    }
    return firstLine(e);
  }

  static ExitCode exitCode(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AlreadyOrderedException
          || cause instanceof AccountBusyException
          || cause instanceof JobBusyException
          || cause instanceof RequirementsBusyException) {
        return ExitCode.ALREADY_ORDERED;
      }
      if (cause instanceof ProviderUnavailableException || cause instanceof RunStoppedException) {
        return ExitCode.STOPPED;
      }
      if (isRefusal(cause)
          || cause instanceof BindException
          || cause instanceof UnboundConfigurationPropertiesException
          || cause instanceof YAMLException) {
        return ExitCode.REFUSED;
      }
    }
    return ExitCode.FAILED;
  }

  /** Whether its first line is all there is to say. */
  private static boolean isRefusal(Throwable cause) {
    return cause instanceof RefusedException
        || cause instanceof UnreadableInputException
        || cause instanceof AccountUnusableException
        || cause instanceof ContradictingLaunchException
        || cause instanceof UndecidableException
        || cause instanceof UnusableJobFileException
        || cause instanceof NothingToCancelException
        || cause instanceof DatabaseUnavailableException
        || cause instanceof SandboxBusyException;
  }

  /** Others only repeat what the cause says. */
  private static boolean isInOurWords(Throwable failure) {
    return !String.valueOf(failure.getCause()).equals(failure.getMessage());
  }

  static String line(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnboundConfigurationPropertiesException unbound) {
        return unknownSettings(unbound);
      }
      if (cause instanceof BindException bind) {
        return badSetting(bind);
      }
      if (cause instanceof MarkedYAMLException yaml) {
        return unreadableSettings(yaml);
      }
      if (exitCode(cause) != ExitCode.FAILED && cause.getCause() == null) {
        return firstLine(cause);
      }
      if (isRefusal(cause)) {
        return firstLine(cause);
      }
      if (cause instanceof UncheckedIOException && isInOurWords(cause)) {
        return firstLine(cause);
      }
    }
    Optional<String> known = FullMemory.in(e).or(() -> LostDatabase.in(e));
    if (known.isPresent()) {
      return known.get();
    }
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    String what = root instanceof SQLException ? "the database said: " : "";
    return what + firstLine(root) + " (details are in the log file)";
  }

  private static String unknownSettings(UnboundConfigurationPropertiesException e) {
    var property = e.getUnboundProperties().iterator().next();
    String name = property.getName().toString();
    // What is set for an account may be its key, under a name that is almost right.
    boolean secret = name.matches("bulk-orders\\.(telnyx|didww|accounts)\\..*");
    return "unknown setting %s%s; the settings are listed in docs/configuration.md"
        .formatted(name, secret ? "" : " = " + property.getValue());
  }

  private static String unreadableSettings(MarkedYAMLException e) {
    var place = e.getProblemMark();
    return "the settings cannot be read: %s%s"
        .formatted(e.getProblem(), place == null ? "" : " in line " + (place.getLine() + 1));
  }

  private static String badSetting(BindException e) {
    if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
      return unknownSettings(unbound);
    }
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    if (root instanceof UnusableSettingException) {
      return firstLine(root);
    }
    var property = e.getProperty();
    String value = property == null ? "" : " = " + property.getValue();
    return "setting %s%s is not usable: %s".formatted(e.getName(), value, expected(e));
  }

  /** What a setting should be, where the reason of its refusal would talk of Java. */
  private static String expected(BindException e) {
    Class<?> type = e.getTarget().getType().resolve(Object.class);
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or ", "expected ", ""));
    }
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    if (root instanceof NumberFormatException) {
      return type == int.class
          ? "expected a whole number of at most " + Integer.MAX_VALUE
          : "expected a number";
    }
    return firstLine(root);
  }

  static String firstLine(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return "something unexpected happened";
    }
    return message.lines().findFirst().orElse(message).strip();
  }
}
