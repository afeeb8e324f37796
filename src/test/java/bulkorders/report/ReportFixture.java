package bulkorders.report;

import bulkorders.database.Database;
import bulkorders.database.TestDatabases;
import bulkorders.intake.CatalogueSource;
import bulkorders.intake.InputFormat;
import bulkorders.intake.InputFormats;
import bulkorders.intake.InputReader;
import bulkorders.intake.InputReading;
import bulkorders.intake.InputRow;
import bulkorders.intake.InputStore;
import bulkorders.intake.OwnColumns;
import bulkorders.intake.RowAccounts;
import bulkorders.intake.RowProcessor;
import bulkorders.intake.StagedRow;
import bulkorders.intake.StoredInput;
import bulkorders.intake.Units;
import bulkorders.ledger.Actor;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.NewRun;
import bulkorders.ledger.OrderPlan;
import bulkorders.ledger.OrderPlan.PlannedOrder;
import bulkorders.ledger.OrderPlan.Planner;
import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Results;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunIdentity;
import bulkorders.ledger.Runs;
import bulkorders.ledger.StagedRows;
import bulkorders.ledger.Staging;
import bulkorders.ledger.StockChecks;
import bulkorders.provider.Echo;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderedNumber;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs in a real ledger, filled by the classes that fill it in earnest. */
final class ReportFixture implements AutoCloseable {

  private static final Echo ECHO =
      new Echo() {
        @Override
        public long echoed(GroupCriteria criteria) {
          return criteria.hashCode();
        }

        @Override
        public long hidden(GroupCriteria criteria) {
          return 0;
        }
      };

  private final Database database = TestDatabases.fresh();
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final InputStore inputs;
  private int runKeys;
  private int phoneNumbers;

  ReportFixture(Path home) {
    inputs = new InputStore(home);
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(database.url());
    dataSource.setUsername(database.username());
    dataSource.setPassword(database.password());
    dataSource.setMaximumPoolSize(3);
    Flyway.configure().dataSource(dataSource).load().migrate();
    context.registerBean(DataSource.class, () -> dataSource);
    context.registerBean(InputStore.class, () -> inputs);
    context.registerBean(Actor.class, () -> new Actor("tester@example"));
    context.registerBean(ReportSettings.class, () -> new ReportSettings(false));
    context.register(Wiring.class);
    context.refresh();
  }

  @Configuration
  @EnableTransactionManagement(proxyTargetClass = true)
  @ComponentScan({"bulkorders.ledger", "bulkorders.report"})
  static class Wiring {
    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
      return new JdbcTemplate(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate template) {
      return JdbcClient.create(template);
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  InputStore inputs() {
    return inputs;
  }

  JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  /** Writes the report as after a rehearsal at the sandbox. */
  Path writeRehearsed(int run, Path directory) {
    return new ReportWriter(
            get(Runs.class),
            results(),
            get(StockChecks.class),
            inputs,
            new ReportSettings(true),
            get(Clock.class))
        .write(run, directory, () -> {});
  }

  Path write(int run, Path directory) {
    return get(ReportWriter.class).write(run, directory, () -> {});
  }

  RunFigures figures(int run) {
    return get(Runs.class).figures(run);
  }

  Results results() {
    return get(Results.class);
  }

  /** Takes an input in, as far as its end. */
  int takeIn(String name, String text) {
    return takeIn(name, text, Runs.ORDER_JOB);
  }

  int takeIn(String name, String text, String job) {
    return takeIn(name, text.getBytes(StandardCharsets.UTF_8), job, true);
  }

  int takeIn(String name, byte[] bytes, String job, boolean toTheEnd) {
    return takeIn(name, bytes, InputReading.PLAIN, job, toTheEnd);
  }

  int takeIn(String name, byte[] bytes, InputReading reading, String job, boolean toTheEnd) {
    StoredInput input = inputs.store(new ByteArrayInputStream(bytes), name);
    InputFormat format = InputFormats.detect(input, reading);
    int run =
        get(Runs.class)
            .findOrCreate(
                new NewRun(
                    new RunIdentity(input.hash(), job, "k" + runKeys++, null),
                    name,
                    format.encode(),
                    reading.columns().columns(),
                    reading.columns().kept(),
                    "telnyx",
                    "telnyx",
                    "abcdefghijklmnop",
                    CustomerReferences.SPLIT,
                    "10%",
                    "for the tests",
                    null))
            .id();
    List<StagedRow> rows = new ArrayList<>();
    InputReader reader =
        read(input, format, reading.columns(), rows, toTheEnd ? Integer.MAX_VALUE : 1);
    get(Staging.class).begin(get(Runs.class).get(run));
    StagedRows staged = get(Staging.class).rows(get(Runs.class).get(run));
    for (StagedRow row : rows) {
      if (row instanceof StagedRow.Group valid) {
        staged.add(valid.group());
      } else if (row instanceof StagedRow.Rejected faulty) {
        staged.add(faulty.reject());
      }
    }
    inTransaction(staged::store);
    if (toTheEnd) {
      get(Runs.class).intakeEnded(run);
      get(Runs.class).inputRead(run, reader.rowsBlank(), false);
    }
    return run;
  }

  /** What intake makes of the rows of a file. */
  List<StagedRow> read(byte[] bytes) {
    StoredInput input = inputs.store(new ByteArrayInputStream(bytes), "again");
    List<StagedRow> rows = new ArrayList<>();
    InputFormat format = InputFormats.detect(input, InputReading.PLAIN);
    read(input, format, OwnColumns.NONE, rows, Integer.MAX_VALUE);
    return rows;
  }

  private static InputReader read(
      StoredInput input, InputFormat format, OwnColumns own, List<StagedRow> rows, int limit) {
    var reader = new InputReader(input, format, own);
    var processor =
        new RowProcessor(
            new RowAccounts("telnyx", Map.of("telnyx", "telnyx", "east", "telnyx")),
            new Units(null, CatalogueSource.NONE),
            CustomerReferences.SPLIT,
            ECHO,
            10_000);
    reader.open(new ExecutionContext());
    try {
      for (InputRow row = reader.read(); row != null && rows.size() < limit; row = reader.read()) {
        rows.add(processor.process(row));
      }
    } finally {
      reader.close();
    }
    return reader;
  }

  /**
   * Plans a run.
   *
   * @param limit most numbers of one group in one order; a larger one is cut
   * @param groups how many groups the orders have; the last figure holds for all further orders
   */
  List<ProviderOrder> plan(int run, int limit, Integer... groups) {
    get(OrderPlan.class)
        .plan(
            get(Runs.class).get(run),
            new OrderPlan.Terms(limit, 500, 10_000, 1, false, Map.of()),
            () -> new SimplePlanner(run, limit, List.of(groups)));
    return get(Orders.class).of(run);
  }

  /** Sends the next planned order, which the provider takes. */
  ProviderOrder accept(int run) {
    ProviderOrder order = claim(run);
    get(Orders.class).accepted(order, "po-" + order.reference());
    return get(Orders.class).get(order.id());
  }

  ProviderOrder claim(int run) {
    return get(Orders.class).claim(run, "telnyx", "me").orElseThrow();
  }

  /**
   * The provider allocates numbers for a group of an order.
   *
   * @param states one for each number
   */
  void allocate(
      ProviderOrder order,
      int position,
      @Nullable String errorReason,
      List<OrderedNumber.State> states) {
    OrderProgress progress = get(OrderProgress.class);
    var numberOrder = new NumberOrderRef("no-" + order.id() + "-" + position, List.of("sub-1"));
    progress.progressed(
        get(Orders.class).get(order.id()),
        List.of(
            new GroupProgress(
                position, "success", true, states.size(), errorReason, List.of(numberOrder))));
    List<OrderedNumber> numbers = new ArrayList<>();
    for (OrderedNumber.State state : states) {
      String e164 = "+1312555%04d".formatted(phoneNumbers++);
      numbers.add(
          new OrderedNumber(
              "id-" + e164,
              e164,
              "local",
              "US",
              state.name().toLowerCase(java.util.Locale.ROOT),
              state,
              true,
              "approved"));
    }
    var read = new OrderProgress.OpenNumberOrder(position, numberOrder);
    progress.store(
        order,
        numbers.stream().map(number -> new OrderProgress.FoundNumber(read, number)).toList(),
        List.of());
  }

  void count(ProviderOrder order, boolean settled) {
    get(OrderProgress.class).count(get(Orders.class).get(order.id()), settled);
  }

  void inTransaction(Runnable work) {
    new TransactionTemplate(get(PlatformTransactionManager.class))
        .executeWithoutResult(status -> work.run());
  }

  /** Fills orders with groups in the order of the rows. */
  private static final class SimplePlanner implements Planner {
    private final int run;
    private final int limit;
    private final List<Integer> groups;
    private final List<long[]> parts = new ArrayList<>();

    SimplePlanner(int run, int limit, List<Integer> groups) {
      this.run = run;
      this.limit = limit;
      this.groups = groups;
    }

    @Override
    public String settings() {
      return "";
    }

    @Override
    public void group(long row, int count, long echo, long hidden) {
      for (int left = count; left > 0; left -= limit) {
        parts.add(new long[] {row, Math.min(left, limit)});
      }
    }

    @Override
    public void endOfKey(OrderMethod method, Consumer<PlannedOrder> orders) {
      parts.sort(Comparator.comparingLong(part -> part[0]));
      int from = 0;
      for (int order = 0; from < parts.size(); order++) {
        int size = groups.get(Math.min(order, groups.size() - 1));
        int to = Math.min(parts.size(), from + size);
        orders.accept(new Planned(run, List.copyOf(parts.subList(from, to))));
        from = to;
      }
      parts.clear();
    }
  }

  private record Planned(int run, List<long[]> parts) implements PlannedOrder {
    @Override
    public String reference(String account, @Nullable String customerReference, int orderNo) {
      return "r" + run + ".bo-test." + orderNo;
    }

    @Override
    public int size() {
      return parts.size();
    }

    @Override
    public long row(int position) {
      return parts.get(position)[0];
    }

    @Override
    public int count(int position) {
      return (int) parts.get(position)[1];
    }
  }
}
