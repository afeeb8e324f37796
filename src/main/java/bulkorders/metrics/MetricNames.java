package bulkorders.metrics;

/**
 * Names of the metrics and their labels, as Micrometer knows them. Prometheus shows them with
 * underscores and the suffix of their kind: a timer ends with {@code _seconds}, a counter with
 * {@code _total}. Labels are bounded: never a run, an order, a reference or a phone number.
 */
public final class MetricNames {

  /**
   * Time of a request to a provider, a timer by {@link #ACCOUNT}, {@link #OPERATION} and {@link
   * #OUTCOME}: {@value}, for Prometheus the histogram {@code
   * bulk_orders_provider_requests_seconds}.
   */
  public static final String PROVIDER_REQUESTS = "bulk_orders.provider.requests";

  /**
   * Requests that were made again, a counter by {@link #ACCOUNT}, {@link #OPERATION} and {@link
   * #REASON}: {@value}, for Prometheus {@code bulk_orders_retries_total}.
   */
  public static final String RETRIES = "bulk_orders.retries";

  /**
   * Time spent waiting for the account's rate limit, a counter of seconds by {@link #ACCOUNT}:
   * {@value}, for Prometheus {@code bulk_orders_rate_limit_wait_seconds_total}.
   */
  public static final String RATE_LIMIT_WAIT = "bulk_orders.rate_limit.wait";

  /**
   * Rows of the input, a counter by {@link #OUTCOME}: {@value}, for Prometheus {@code
   * bulk_orders_rows_total}.
   */
  public static final String ROWS = "bulk_orders.rows";

  /**
   * How far a step is, from 0 to 1, a gauge by {@link #BATCH_JOB} and {@link #STEP}: {@value}, for
   * Prometheus {@code bulk_orders_run_progress_ratio}.
   */
  public static final String RUN_PROGRESS_RATIO = "bulk_orders.run.progress.ratio";

  /**
   * What the names of the gauges that a one-shot run pushes begin with: {@value}, for Prometheus
   * {@code bulk_orders_last_run_}.
   */
  public static final String LAST_RUN = "bulk_orders.last_run.";

  /**
   * When the last run ended, a gauge of Unix seconds by {@link #BATCH_JOB}: {@value}, for
   * Prometheus {@code bulk_orders_last_run_timestamp_seconds}.
   */
  public static final String LAST_RUN_TIMESTAMP_SECONDS = LAST_RUN + "timestamp.seconds";

  /**
   * How long the last run took, a gauge of seconds by {@link #BATCH_JOB}: {@value}, for Prometheus
   * {@code bulk_orders_last_run_duration_seconds}.
   */
  public static final String LAST_RUN_DURATION_SECONDS = LAST_RUN + "duration.seconds";

  /**
   * Exit code of the last run, a gauge by {@link #BATCH_JOB}: {@value}, for Prometheus {@code
   * bulk_orders_last_run_exit_code}.
   */
  public static final String LAST_RUN_EXIT_CODE = LAST_RUN + "exit_code";

  /**
   * Numbers of the last run, a gauge by {@link #BATCH_JOB} and {@link #OUTCOME}: {@value}, for
   * Prometheus {@code bulk_orders_last_run_numbers}.
   */
  public static final String LAST_RUN_NUMBERS = LAST_RUN + "numbers";

  /**
   * When the next papers are due, a gauge of Unix seconds by {@link #ACCOUNT}, absent where none
   * are: {@value}, for Prometheus {@code bulk_orders_requirement_deadline_timestamp_seconds}.
   */
  public static final String REQUIREMENT_DEADLINE_TIMESTAMP_SECONDS =
      "bulk_orders.requirement.deadline.timestamp.seconds";

  /**
   * Orders that are sent, or may be, and not final, a gauge by {@link #ACCOUNT} and {@link #STATE}:
   * {@value}, for Prometheus {@code bulk_orders_orders_open}.
   */
  public static final String ORDERS_OPEN = "bulk_orders.orders.open";

  /**
   * When the oldest open order was placed, a gauge of Unix seconds by {@link #ACCOUNT}, absent
   * where none is open: {@value}, for Prometheus {@code
   * bulk_orders_oldest_open_order_timestamp_seconds}.
   */
  public static final String OLDEST_OPEN_ORDER_TIMESTAMP_SECONDS =
      "bulk_orders.oldest_open_order.timestamp.seconds";

  /**
   * Orders of which nobody knows whether the provider took them, a gauge: {@value}, for Prometheus
   * {@code bulk_orders_uncertain_orders}.
   */
  public static final String UNCERTAIN_ORDERS = "bulk_orders.uncertain_orders";

  /**
   * Orders that the provider has beyond those that were wanted, a gauge: {@value}, for Prometheus
   * {@code bulk_orders_surplus_orders}.
   */
  public static final String SURPLUS_ORDERS = "bulk_orders.surplus_orders";

  /**
   * When the last run came to its end with all its orders final, a gauge of Unix seconds by {@link
   * #BATCH_JOB}: {@value}, for Prometheus {@code bulk_orders_last_success_timestamp_seconds}.
   */
  public static final String LAST_SUCCESS_TIMESTAMP_SECONDS =
      "bulk_orders.last_success.timestamp.seconds";

  /**
   * When the ledger was read for these, a gauge of Unix seconds: {@value}, for Prometheus {@code
   * bulk_orders_ledger_read_timestamp_seconds}.
   */
  public static final String LEDGER_READ_TIMESTAMP_SECONDS =
      "bulk_orders.ledger_read.timestamp.seconds";

  /**
   * When a declared job ended last, a gauge of Unix seconds by {@link #DECLARED_JOB}: {@value}, for
   * Prometheus {@code bulk_orders_declared_job_timestamp_seconds}.
   */
  public static final String DECLARED_JOB_TIMESTAMP_SECONDS =
      "bulk_orders.declared_job.timestamp.seconds";

  /**
   * How long a declared job took, a gauge of seconds by {@link #DECLARED_JOB}: {@value}, for
   * Prometheus {@code bulk_orders_declared_job_duration_seconds}.
   */
  public static final String DECLARED_JOB_DURATION_SECONDS =
      "bulk_orders.declared_job.duration.seconds";

  /**
   * Exit code of a declared job, a gauge by {@link #DECLARED_JOB}: {@value}, for Prometheus {@code
   * bulk_orders_declared_job_exit_code}.
   */
  public static final String DECLARED_JOB_EXIT_CODE = "bulk_orders.declared_job.exit_code";

  /** Label {@value}: name of a job that is declared in a file. */
  public static final String DECLARED_JOB = "declared_job";

  /** Label {@value}: state of an order, in lower case. */
  public static final String STATE = "state";

  /** Label {@value}: name of the account. */
  public static final String ACCOUNT = "account";

  /** Label {@value}: what the provider is asked for, such as {@code create_order}. */
  public static final String OPERATION = "operation";

  /** Label {@value}: how it ended; a closed set of each metric's own. */
  public static final String OUTCOME = "outcome";

  /** Label {@value}: why something is done again; a closed set. */
  public static final String REASON = "reason";

  /** Label {@value}: name of the batch job ({@code job} is renamed by Prometheus). */
  public static final String BATCH_JOB = "batch_job";

  /** Label {@value}: name of the batch job's step. */
  public static final String STEP = "step";

  private MetricNames() {}
}
