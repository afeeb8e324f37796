package bulkorders.report;

import bulkorders.ledger.Deadlines;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunStatus;
import bulkorders.ledger.StockFigures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run in figures, as scripts read it: {@code summary.json} of the report, and what the command
 * line prints with {@code --format json}. Jackson writes it with the names that scripts depend on;
 * all of them are always there.
 *
 * @param run number of the run, null for an input that no run was made of
 * @param groups valid ordering groups
 * @param orders {@code total}, how many are in each state in lower case, {@code waiting} and {@code
 *     parked}
 * @param deadlines the nearest deadline for papers in each country, the nearest first
 * @param stock what the provider told of its stock, null when it was not asked
 * @param cost what its orders cost
 * @param providerCalls calls made to the provider by all executions
 * @param reportDir folder of the report, null when there is none
 * @param planHash what a person approves, null until it is planned
 * @param error why the last execution ended early, in one line; null when it did not
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunSummary(
    @Nullable Integer run,
    RunStatus status,
    Rows rows,
    long groups,
    Map<String, Long> orders,
    Numbers numbers,
    List<Deadline> deadlines,
    @Nullable Stock stock,
    Cost cost,
    long providerCalls,
    @Nullable String reportDir,
    @Nullable String planHash,
    @Nullable String error) {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  public RunSummary {
    orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
    deadlines = List.copyOf(deadlines);
  }

  /**
   * Rows of the input.
   *
   * @param read blank rows not among them, rejected ones are
   * @param rejected refused at intake
   * @param repeated ordered before
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Rows(long read, long blank, long rejected, long repeated) {}

  /** Phone numbers; what each figure means is told at {@link RunFigures.Numbers}. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Numbers(
      long requested,
      long ordered,
      long inService,
      long shortfall,
      long cancelled,
      long rejected,
      long repeated,
      long pending,
      long surplus) {}

  /** Areas and phone numbers; what each figure means is told at {@link StockFigures}. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Stock(long areas, long areasNotTold, long foretoldShortfall) {
    private static @Nullable Stock of(@Nullable StockFigures figures) {
      return figures == null
          ? null
          : new Stock(figures.areas(), figures.areasNotTold(), figures.foretoldShortfall());
    }
  }

  /** Money; what each figure means is told at {@link RunFigures.Cost}. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Cost(List<RunFigures.Sum> known, long ordersWithout) {
    private static final Cost NONE = new Cost(List.of(), 0);
  }

  /**
   * The nearest deadline of a country.
   *
   * @param countryIso ISO country code, null where the provider names none
   * @param deadline in ISO-8601, UTC
   * @param numbers how many numbers there wait for papers with a deadline
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Deadline(@Nullable String countryIso, String deadline, long numbers) {

    static Deadline of(Deadlines.Deadline known) {
      return new Deadline(
          known.place().isEmpty() ? null : known.place(), known.at().toString(), known.numbers());
    }
  }

  /**
   * Sums up a run.
   *
   * @param status how the run stands, which a process that works on it knows better than the ledger
   */
  public static RunSummary of(
      RunFigures figures, @Nullable String reportDir, @Nullable String error, RunStatus status) {
    var orders = new LinkedHashMap<String, Long>();
    orders.put("total", figures.ordersTotal());
    for (OrderState state : OrderState.values()) {
      orders.put(state.name().toLowerCase(Locale.ROOT), figures.orders().getOrDefault(state, 0L));
    }
    orders.put("waiting", figures.waiting());
    orders.put("parked", figures.parked());
    RunFigures.Numbers numbers = figures.numbers();
    return new RunSummary(
        figures.run().id(),
        status,
        new Rows(
            figures.run().rowsRead(),
            figures.run().rowsBlank(),
            figures.rowsRejected(),
            figures.run().rowsRepeated()),
        figures.groups(),
        orders,
        new Numbers(
            numbers.requested(),
            numbers.ordered(),
            numbers.inService(),
            numbers.shortfall(),
            numbers.cancelled(),
            numbers.rejected(),
            numbers.repeated(),
            numbers.pending(),
            numbers.surplus()),
        figures.deadlines().stream().map(Deadline::of).toList(),
        Stock.of(figures.stock()),
        new Cost(figures.cost().known(), figures.cost().ordersWithout()),
        figures.run().providerCalls(),
        reportDir,
        figures.run().planHash(),
        error);
  }

  /**
   * An input of which no figures are to be had: no run was made of it, or the ledger cannot be
   * read.
   */
  public static RunSummary withoutRun(RunStatus status, String error) {
    var orders = new LinkedHashMap<String, Long>();
    orders.put("total", 0L);
    for (OrderState state : OrderState.values()) {
      orders.put(state.name().toLowerCase(Locale.ROOT), 0L);
    }
    orders.put("waiting", 0L);
    orders.put("parked", 0L);
    return new RunSummary(
        null,
        status,
        new Rows(0, 0, 0, 0),
        0,
        orders,
        new Numbers(0, 0, 0, 0, 0, 0, 0, 0, 0),
        List.of(),
        null,
        Cost.NONE,
        0,
        null,
        null,
        error);
  }

  /** The JSON object on one line. */
  public String toJson() {
    return MAPPER.writeValueAsString(this);
  }

  /** The JSON object for people, on several lines. */
  String toPrettyJson() {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }
}
