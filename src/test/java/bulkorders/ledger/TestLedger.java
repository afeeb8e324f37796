package bulkorders.ledger;

import bulkorders.database.Database;
import bulkorders.database.DatabaseClock;
import bulkorders.database.TestDatabases;
import bulkorders.planning.GroupPlanner;
import bulkorders.planning.ItemOrders;
import bulkorders.planning.PlanningProperties;
import bulkorders.planning.ReferenceFormat;
import bulkorders.planning.RunTags;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A ledger in a database of its own for each test class, with its transactions in force. Tests work
 * on runs of their own, since events and totals cannot be removed.
 */
public final class TestLedger implements BeforeAllCallback, AfterAllCallback {

  static final OrderPlan.Terms TERMS = new OrderPlan.Terms(10_000, 500, 10_000, 1, false, Map.of());

  public static final String ACTOR = "tester@here";

  private @Nullable Database database;
  private @Nullable AnnotationConfigApplicationContext context;

  @Override
  public void beforeAll(ExtensionContext extension) {
    Database fresh = TestDatabases.fresh();
    database = fresh;
    var spring = new AnnotationConfigApplicationContext();
    context = spring;
    spring.registerBean(Database.class, () -> fresh);
    spring.register(Beans.class);
    spring.refresh();
  }

  @Override
  public void afterAll(ExtensionContext extension) {
    if (context != null) {
      context.close();
    }
    if (database != null) {
      database.close();
    }
  }

  public Runs runs() {
    return bean(Runs.class);
  }

  public Orders orders() {
    return bean(Orders.class);
  }

  /** Number orders that are to get the user's own reference back. */
  public OwedReferences references() {
    return bean(OwedReferences.class);
  }

  public Catalogues catalogues() {
    return bean(Catalogues.class);
  }

  public ChosenNumbers chosenNumbers() {
    return bean(ChosenNumbers.class);
  }

  /** Parts of number orders, and deadlines. */
  public OrderParts parts() {
    return bean(OrderParts.class);
  }

  Deadlines deadlines() {
    return bean(Deadlines.class);
  }

  FollowedRuns followed() {
    return bean(FollowedRuns.class);
  }

  /** What is to be cancelled. */
  public Cancellations cancellations() {
    return bean(Cancellations.class);
  }

  public OrderProgress progress() {
    return bean(OrderProgress.class);
  }

  public Decisions decisions() {
    return bean(Decisions.class);
  }

  BookScans bookScans() {
    return bean(BookScans.class);
  }

  BookComparison bookComparison() {
    return bean(BookComparison.class);
  }

  Reconciliations reconciliations() {
    return bean(Reconciliations.class);
  }

  /** What was told of stock. */
  public StockChecks stockChecks() {
    return bean(StockChecks.class);
  }

  public OrderPlan plan() {
    return bean(OrderPlan.class);
  }

  Repeats repeats() {
    return bean(Repeats.class);
  }

  public Staging staging() {
    return bean(Staging.class);
  }

  DataSource dataSource() {
    return bean(DataSource.class);
  }

  /** The clock of the database, for everybody who asks from now on. */
  public DatabaseClock clock() {
    DatabaseClock clock = DatabaseClock.of(bean(Database.class));
    bean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    return clock;
  }

  public JdbcClient jdbc() {
    return bean(JdbcClient.class);
  }

  public TransactionTemplate transaction() {
    return bean(TransactionTemplate.class);
  }

  /** A part of the ledger. */
  public <T> T get(Class<T> type) {
    return bean(type);
  }

  private <T> T bean(Class<T> type) {
    if (context == null) {
      throw new IllegalStateException("not started: register it as a static extension");
    }
    return context.getBean(type);
  }

  /** A run that nobody else has. */
  public Run run() {
    return run(Runs.ORDER_JOB);
  }

  Run run(String job) {
    return run(job, CustomerReferences.SPLIT);
  }

  Run run(String job, CustomerReferences customerReferences) {
    NewRun fresh = newRun(new RunIdentity(UUID.randomUUID().toString(), job, "", null));
    return runs()
        .findOrCreate(
            new NewRun(
                fresh.identity(),
                fresh.inputName(),
                fresh.inputFormat(),
                fresh.columns(),
                fresh.keptColumns(),
                fresh.provider(),
                fresh.account(),
                fresh.tag(),
                customerReferences,
                fresh.skipLimit(),
                fresh.note(),
                fresh.reportDir()));
  }

  /** A planned run of one order whose user's own reference is to be restored in the end. */
  public Run plannedWithReference(String customerReference, int... counts) {
    Run run = run();
    var settings = new OrderSettings(null, null, null, customerReference);
    List<StagedGroup> groups = new ArrayList<>();
    for (int count : counts) {
      groups.add(group(groups.size() + 1, count, 1, null, settings));
    }
    stage(run, groups, List.of());
    runs().intakeEnded(run.id());
    plan()
        .plan(run, new OrderPlan.Terms(10_000, 500, 10_000, 1, true, Map.of()), () -> planner(run));
    return runs().get(run.id());
  }

  static NewRun newRun(RunIdentity identity) {
    String tag =
        ReferenceFormat.tag(
            identity.inputHash(),
            identity.job(),
            identity.runKey(),
            identity.businessDate(),
            "telnyx");
    return new NewRun(
        identity,
        "numbers.csv",
        "csv",
        "",
        "",
        "telnyx",
        "telnyx",
        tag,
        CustomerReferences.SPLIT,
        "10%",
        null,
        null);
  }

  /** A planned run with one order for each list of counts; an order has a group for each count. */
  @SafeVarargs
  public final Run planned(List<Integer>... orders) {
    Run run = run();
    List<StagedGroup> groups = new ArrayList<>();
    for (int order = 0; order < orders.length; order++) {
      for (int count : orders[order]) {
        groups.add(group(groups.size() + 1, count, order));
      }
    }
    stage(run, groups, List.of());
    return planAll(run);
  }

  /** A planned run with so many orders of one group each. */
  public Run planned(int orders, int count) {
    Run run = run();
    List<StagedGroup> groups = new ArrayList<>();
    for (int order = 0; order < orders; order++) {
      groups.add(group(order + 1, count, order));
    }
    stage(run, groups, List.of());
    return planAll(run);
  }

  /** A planned run of rows that name these numbers, all of which may share an order. */
  public Run plannedNumbers(String... phoneNumbers) {
    Run run = run();
    List<StagedGroup> groups = new ArrayList<>();
    for (String phoneNumber : phoneNumbers) {
      groups.add(named(groups.size() + 1, phoneNumber));
    }
    stage(run, groups, List.of());
    return planAll(run);
  }

  /** A row that names a number. */
  public static StagedGroup named(long row, String phoneNumber) {
    return new StagedGroup(
        row,
        row + 1,
        null,
        GroupCriteria.ofNumber("US", "", phoneNumber, null),
        1,
        null,
        OrderSettings.NONE,
        new UUID(1, 0),
        0,
        0);
  }

  /** A planned run of orders of so many channels each. */
  public Run plannedChannels(int... counts) {
    Run run = run();
    List<StagedGroup> groups = new ArrayList<>();
    for (int count : counts) {
      var item = new OrderItem(null, null, null, null, null, null, "pool-1", null);
      long row = groups.size() + 1;
      groups.add(
          new StagedGroup(
              row,
              row + 1,
              null,
              GroupCriteria.ofItem("", "", OrderMethod.CAPACITY, item),
              count,
              null,
              OrderSettings.NONE,
              new UUID(3, row),
              0,
              0));
    }
    stage(run, groups, List.of());
    return planAll(run);
  }

  /** A planned run of searches for so many numbers each, all of which may share an order. */
  public Run plannedSearches(@Nullable String strategy, int... counts) {
    Run run = run();
    List<StagedGroup> groups = new ArrayList<>();
    for (int count : counts) {
      groups.add(searched(groups.size() + 1, count, strategy));
    }
    stage(run, groups, List.of());
    return planAll(run);
  }

  /** The same with an area code for each. */
  public Run plannedSearchesIn(List<String> areaCodes, int... counts) {
    Run run = run();
    List<StagedGroup> groups = new ArrayList<>();
    for (int count : counts) {
      int row = groups.size();
      groups.add(searched(row + 1, areaCodes.get(row), count, null));
    }
    stage(run, groups, List.of());
    return planAll(run);
  }

  /** A row whose numbers are searched; its area code tells its row. */
  public static StagedGroup searched(long row, int count, @Nullable String strategy) {
    return searched(row, String.valueOf(30 + row), count, strategy);
  }

  private static StagedGroup searched(
      long row, String areaCode, int count, @Nullable String strategy) {
    GroupCriteria criteria =
        new GroupCriteria(
            "DE",
            "local",
            areaCode,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            strategy,
            OrderMethod.SEARCH,
            null,
            null,
            null,
            null);
    return new StagedGroup(
        row,
        row + 1,
        null,
        criteria,
        count,
        null,
        OrderSettings.NONE,
        new UUID(2, 0),
        criteria.isAllOrNothing() ? StagedGroup.UNDIVIDED : 0,
        0);
  }

  /** Stages rows in a transaction of their own. */
  public void stage(Run run, List<StagedGroup> groups, List<Reject> rejects) {
    staging().begin(run);
    StagedRows rows = staging().rows(run);
    groups.forEach(rows::add);
    rejects.forEach(rows::add);
    transaction().executeWithoutResult(status -> rows.store());
  }

  /** Plans what was staged; answers the run as it is then. */
  public Run planAll(Run run) {
    return planAll(run, new ItemOrders(1));
  }

  /** The same, with rows that share orders by item. */
  Run planAll(Run run, ItemOrders itemOrders) {
    runs().intakeEnded(run.id());
    plan().plan(run, TERMS, () -> planner(run, itemOrders));
    return runs().get(run.id());
  }

  static GroupPlanner planner(Run run) {
    return planner(run, new ItemOrders(1));
  }

  private static GroupPlanner planner(Run run, ItemOrders itemOrders) {
    return new GroupPlanner(
        new PlanningProperties(10_000, 500, 10_000, true, run.customerReferences(), false),
        itemOrders,
        new RunTags(run));
  }

  /** A group that shares its order with the groups of the same key; its area code tells its row. */
  public static StagedGroup group(long row, int count, long orderKey) {
    return group(row, count, orderKey, null, OrderSettings.NONE);
  }

  static StagedGroup group(
      long row, int count, long orderKey, @Nullable String requestId, OrderSettings settings) {
    return new StagedGroup(
        row,
        row + 1,
        requestId,
        criteria(String.valueOf(200 + row % 800)),
        count,
        null,
        settings,
        new UUID(0, orderKey),
        row,
        0);
  }

  /** A planned run with one order at its own account and one at another. */
  public Run plannedWithAnother(String account, int count) {
    Run run = run();
    StagedGroup own = group(1, count, 0);
    StagedGroup other = group(2, count, 1);
    stage(
        run,
        List.of(
            own,
            new StagedGroup(
                other.row(),
                other.line(),
                other.requestId(),
                other.criteria(),
                other.count(),
                account,
                other.settings(),
                other.orderKey(),
                other.echo(),
                other.hidden())),
        List.of());
    return planAll(run);
  }

  /** Local numbers of an area code. */
  public static GroupCriteria criteria(String areaCode) {
    return new GroupCriteria(
        "US", "local", areaCode, null, null, List.of(), null, null, null, null, null, null);
  }

  /** All events of a run, oldest first. */
  public List<Events.Event> story(Run run) {
    return jdbc()
        .sql(
            """
            select e.at, e.actor, e.type, e.detail, o.reference
            from event e left join provider_order o on o.id = e.order_id where e.run_id = ? order by e.id
            """)
        .param(run.id())
        .query(Events.Event.class)
        .list();
  }

  /** Types of the events of an order, oldest first. */
  public List<String> eventsOf(ProviderOrder order) {
    return jdbc()
        .sql("select type from event where order_id = ? order by id")
        .param(order.id())
        .query(String.class)
        .list();
  }

  /** Lets the attempt of an order be older by the database's clock. */
  public void age(ProviderOrder order, double seconds) {
    jdbc()
        .sql(
            "update provider_order set attempt_ended_at = attempt_ended_at - make_interval(secs =>"
                + " ?), sent_at = sent_at - make_interval(secs => ?) where id = ?")
        .params(seconds, seconds, order.id())
        .update();
  }

  /** What the ledger's totals say of a label. */
  long total(String kind, String label) {
    return jdbc()
        .sql("select coalesce(sum(amount), 0) from total where kind = ? and label = ?")
        .params(kind, label)
        .query(Long.class)
        .single();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @Import({
    Runs.class,
    Orders.class,
    Catalogues.class,
    Charges.class,
    ChosenNumbers.class,
    OrderProgress.class,
    Decisions.class,
    BookScans.class,
    BookComparison.class,
    Reconciliations.class,
    OwedReferences.class,
    OrderParts.class,
    Deadlines.class,
    FollowedRuns.class,
    Cancellations.class,
    OrderPlan.class,
    Repeats.class,
    StagedGroups.class,
    StockChecks.class,
    WaitingNumbers.class,
    Fillings.class,
    FillingPapers.class,
    Events.class,
    Totals.class,
    Staging.class,
    FaultsText.class
  })
  static class Beans {

    @Bean
    HikariDataSource dataSource(Database database) {
      var dataSource = new HikariDataSource();
      dataSource.setJdbcUrl(database.url());
      dataSource.setUsername(database.username());
      dataSource.setPassword(database.password());
      dataSource.setMaximumPoolSize(12);
      dataSource.setMinimumIdle(1);
      // As in production, where it changes what a batch may hold.
      dataSource.addDataSourceProperty("reWriteBatchedInserts", "true");
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration")
          .load()
          .migrate();
      return dataSource;
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
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
      return new TransactionTemplate(transactionManager);
    }

    @Bean
    Actor actor() {
      return new Actor(ACTOR);
    }
  }
}
