package bulkorders.cli;

import bulkorders.BulkOrdersApplication;
import bulkorders.database.Database;
import bulkorders.database.DurabilityCheck;
import bulkorders.database.EmbeddedPostgres;
import bulkorders.database.SchemaCheck;
import bulkorders.report.ReportSettings;
import bulkorders.run.Commands;
import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxBusyException;
import bulkorders.sandbox.SandboxOptions;
import bulkorders.submission.SubmissionProperties;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Opens sessions: finds or starts the database, checks it, and starts the application on it. */
final class Sessions {

  private static final String HOME = "bulk-orders.home";
  private static final String TELNYX_URL = "bulk-orders.telnyx.base-url";
  private static final String DIDWW_URL = "bulk-orders.didww.base-url";
  private static final String EMBEDDED_DATABASE = "bulk_orders";
  private static final String SANDBOX_DATABASE = "bulk_orders_sandbox";
  private static final Duration PATIENCE_FOR_SANDBOX = Duration.ofMinutes(5);
  private static final long ASK_FOR_SANDBOX_EVERY_MILLIS = 500;

  private final Terminal terminal;
  private final Settings settings;

  Sessions(Terminal terminal, List<String> springArguments) {
    this.terminal = terminal;
    this.settings = new Settings(springArguments);
  }

  /** The folder where everything lives that is not in a database. */
  Path home() {
    return settings.home();
  }

  /** What a session is opened for. */
  enum Purpose {
    /** Runs jobs; brings the schema up to date. */
    WORK,
    /** Reads the ledger; never changes the schema. */
    READ
  }

  /**
   * Opens a session.
   *
   * @param rehearsal whether the sandbox's database is meant and, for work, the built-in sandbox is
   *     started
   * @param actor who is responsible, null for the user of this machine
   */
  Session open(Purpose purpose, boolean rehearsal, @Nullable String actor) {
    Path home = settings.home();
    if (terminal.isInteractive()) {
      // It takes some seconds, in which a person should not wonder.
      terminal.err().println("bulk-orders: starting");
    }
    // The log files go there; the logging system is set up before any bean is.
    System.setProperty(HOME, home.toString());
    Database database = database(home, rehearsal);
    Sandbox sandbox = null;
    try {
      DurabilityCheck.require(
          new DriverManagerDataSource(database.url(), database.username(), database.password()));
      Map<String, Object> fixed = new HashMap<>();
      fixed.put(HOME, home.toString());
      fixed.put("bulk-orders.actor", actor != null ? actor : defaultActor());
      fixed.put("spring.datasource.url", database.url());
      fixed.put("spring.datasource.username", database.username());
      fixed.put("spring.datasource.password", database.password());
      if (rehearsal) {
        // Runs of rehearsals are numbered on their own.
        fixed.put("bulk-orders.reports", home.resolve("reports/sandbox").toString());
      }
      if (purpose == Purpose.READ) {
        fixed.put("spring.flyway.enabled", "false");
        fixed.put("spring.main.lazy-initialization", "true");
      } else if (rehearsal) {
        sandbox = sandbox(home);
        // Nothing that is set for a real account may reach it in a rehearsal.
        fixed.put(TELNYX_URL, sandbox.telnyxBaseUrl().toString());
        fixed.put("bulk-orders.telnyx.api-key", "sandbox");
        fixed.put(DIDWW_URL, sandbox.didwwBaseUrl().toString());
        fixed.put("bulk-orders.didww.api-key", "sandbox");
      }
      var session = new Session(home, database, sandbox, start(database, fixed, rehearsal));
      if (purpose == Purpose.READ) {
        requireCurrentSchema(session);
      } else if (!rehearsal) {
        warnOfShortSettleTime(session.get(SubmissionProperties.class));
      }
      return session;
    } catch (RuntimeException | Error e) {
      if (sandbox != null) {
        sandbox.close();
      }
      database.close();
      throw e;
    }
  }

  private ConfigurableApplicationContext start(
      Database database, Map<String, Object> fixed, boolean rehearsal) {
    // Before its settings are read, the logging system would show people a trace of what is wrong
    // with them. Reading them sets it anew.
    if (LoggerFactory.getLogger(SpringApplication.class) instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
    return new SpringApplicationBuilder(BulkOrdersApplication.class)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .properties(rehearsal ? rehearsalDefaults() : Map.of())
        .initializers(
            context -> prepare((GenericApplicationContext) context, database, fixed, rehearsal))
        .run(settings.springArguments());
  }

  private static void requireCurrentSchema(Session session) {
    try {
      SchemaCheck.requireCurrent(session.get(DataSource.class));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void warnOfShortSettleTime(SubmissionProperties properties) {
    if (properties.settlesTooSoon()) {
      terminal
          .err()
          .printf(
              "bulk-orders: warning: settle-time %s is less than twice request-timeout %s; a late"
                  + " order could be placed twice%n",
              DurationStyle.SIMPLE.print(properties.settleTime()),
              DurationStyle.SIMPLE.print(properties.requestTimeout()));
    }
  }

  private static void prepare(
      GenericApplicationContext context,
      Database database,
      Map<String, Object> fixed,
      boolean rehearsal) {
    ConfigurableEnvironment environment = context.getEnvironment();
    environment
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("accounts", AccountVariables.settings(System.getenv())));
    if (rehearsal) {
      fixed.putAll(atSandbox(environment, fixed));
    }
    environment.getPropertySources().addFirst(new MapPropertySource("session", fixed));
    context.registerBean(Clock.class, () -> Clock.system(Terminal.zone()));
    context.registerBean(ReportSettings.class, () -> new ReportSettings(rehearsal));
    context.registerBean(Commands.class, () -> new Commands(rehearsal));
    // The session closes the database, after the application.
    context.registerBean(
        Database.class, () -> database, definition -> definition.setDestroyMethodName(""));
  }

  /** The same for all further accounts. Each is an account of its own at the sandbox too. */
  private static Map<String, Object> atSandbox(
      ConfigurableEnvironment environment, Map<String, Object> fixed) {
    Map<String, Object> settings = new HashMap<>();
    if (fixed.containsKey(TELNYX_URL)) {
      Binder.get(environment)
          .bind("bulk-orders.accounts", Bindable.mapOf(String.class, Object.class))
          .orElseGet(Map::of)
          .keySet()
          .forEach(
              account -> {
                String prefix = "bulk-orders.accounts." + account;
                String provider = environment.getProperty(prefix + ".provider", "telnyx");
                settings.put(
                    prefix + ".base-url",
                    fixed.get(provider.equals("didww") ? DIDWW_URL : TELNYX_URL));
                settings.put(prefix + ".api-key", account + ":sandbox");
                settings.put(prefix + ".api-key-file", "");
              });
    }
    return settings;
  }

  /**
   * The sandbox answers at once, so there is no reason to be as patient with it as with a provider.
   */
  private static Map<String, Object> rehearsalDefaults() {
    return Map.of(
        "bulk-orders.submission.settle-time", "2s",
        "bulk-orders.submission.request-timeout", "10s",
        "bulk-orders.tracking.interval", "300ms",
        "bulk-orders.telnyx.requests-per-second", "200",
        "bulk-orders.didww.requests-per-second", "200");
  }

  private Database database(Path home, boolean rehearsal) {
    String url = settings.get("spring.datasource.url");
    if (url == null) {
      try (var notice = Notice.ifSlow(terminal, "starting the embedded database in " + home)) {
        return EmbeddedPostgres.open(home, rehearsal ? SANDBOX_DATABASE : EMBEDDED_DATABASE);
      }
    }
    Database database =
        Database.at(
            url,
            settings.get("spring.datasource.username", ""),
            settings.get("spring.datasource.password", ""));
    return rehearsal ? database.sibling(SANDBOX_DATABASE) : database;
  }

  private Sandbox sandbox(Path home) {
    SandboxOptions options = SandboxOptions.defaults().withData(home.resolve("sandbox"));
    long end = System.nanoTime() + PATIENCE_FOR_SANDBOX.toNanos();
    boolean told = false;
    while (true) {
      try {
        return Sandbox.start(options);
      } catch (SandboxBusyException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        if (!told) {
          terminal.err().println("bulk-orders: waiting for another command that uses the sandbox");
          told = true;
        }
        sleep();
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(ASK_FOR_SANDBOX_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted while waiting for the sandbox; nothing was ordered");
    }
  }

  private String defaultActor() {
    String actor = settings.get("bulk-orders.actor");
    return actor != null ? actor : System.getProperty("user.name") + "@" + hostName();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
