package bulkorders.ledger;

import bulkorders.provider.StockArea;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a run asks for in each area that a provider can be asked about, what there was, and what
 * would be missing.
 */
@Repository
public class StockChecks {

  /** What the input names is in stock or is not, and channels are not numbers. */
  private static final String WANTS_STOCK =
      """
      g.phone_number is null and g.available_did_id is null and g.did_reservation_id is null
      and g.order_method is distinct from 'capacity'\
      """;

  private static final String INSERT_AREAS =
      """
      insert into stock_area (run_id, area_no, account, country_iso, phone_number_type, national_destination_code,
        administrative_area, features, did_group_id, nanpa_prefix_id, groups, numbers_requested)
      select :run, row_number() over (order by count_requested desc, country_iso, phone_number_type, national_destination_code,
        administrative_area, features, did_group_id, nanpa_prefix_id, account), account, country_iso, phone_number_type,
        national_destination_code, administrative_area, features, did_group_id, nanpa_prefix_id, groups, count_requested
      from (
        select coalesce(account, :account) as account, country_iso, phone_number_type, national_destination_code,
          administrative_area, features, did_group_id, nanpa_prefix_id, count(*) as groups, sum(count_requested) as count_requested
        from ordering_group g where run_id = :run and %s %s
        group by 1, 2, 3, 4, 5, 6, 7, 8) a
      """;

  private static final String AREAS = "select * from stock_area where run_id = ? order by area_no";

  private static final String SHORT_AREAS =
      "select * from stock_area where run_id = ? and %s order by foretold desc, area_no limit ?";

  /** Equality with something in the place of null lets the areas be hashed. */
  private static final String GROUPS_OF_SHORT_AREAS =
      """
      select a.area_no, a.available, g.row_no, g.count_requested, g.strategy
      from stock_area a
      join ordering_group g on g.run_id = a.run_id and coalesce(g.account, ?) = a.account
        and g.country_iso = a.country_iso and g.phone_number_type = a.phone_number_type
        and coalesce(g.national_destination_code, '') = coalesce(a.national_destination_code, '')
        and coalesce(g.administrative_area, '') = coalesce(a.administrative_area, '')
        and coalesce(g.features, '') = coalesce(a.features, '')
        and coalesce(g.did_group_id, '') = coalesce(a.did_group_id, '')
        and coalesce(g.nanpa_prefix_id, '') = coalesce(a.nanpa_prefix_id, '')
      where a.run_id = ? and a.available < a.numbers_requested and %s %s
      order by a.area_no, g.row_no
      """;

  private static final String SUM_UP =
      """
      update stock_area a set foretold = s.numbers
      from (select area_no, sum(numbers) as numbers from foretold_shortfall where run_id = :run group by area_no) s
      where a.run_id = :run and a.area_no = s.area_no
      """;

  private static final String COPY_FORETOLD =
      "copy foretold_shortfall (run_id, row_no, area_no, numbers) from stdin (format binary)";

  private static final int FORETOLD_COLUMNS = 4;
  private static final int SEND_AT_ONCE = 1 << 20;
  private static final int FETCH_SIZE = 10_000;

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final Events events;

  StockChecks(JdbcClient jdbc, DataSource dataSource, Events events) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.events = events;
  }

  /**
   * Finds out in which areas a planned run wants numbers; numbers that the input names are in none.
   * Forgets what was told before.
   */
  @Transactional
  public List<Area> areas(Run run) {
    forget(run.id());
    jdbc.sql(
            GroupTable.of(run)
                .in(INSERT_AREAS.formatted(WANTS_STOCK, StagedGroups.withoutRepeats(run))))
        .param("run", run.id())
        .param("account", run.account())
        .update();
    return all(run.id());
  }

  private void forget(int runId) {
    jdbc.sql("delete from foretold_shortfall where run_id = ?").param(runId).update();
    jdbc.sql("delete from stock_area where run_id = ?").param(runId).update();
  }

  /**
   * Writes down what there is in an area.
   *
   * @param available null when the provider does not tell
   */
  public void told(int runId, int areaNo, @Nullable Long available) {
    jdbc.sql(
            "update stock_area set available = ?, asked_at = clock_timestamp() where run_id = ? and"
                + " area_no = ?")
        .params(Arrays.asList(available, runId, areaNo))
        .update();
  }

  /**
   * Foretells what will be missing, group by group in the order of the input.
   *
   * @param forecast begins the forecast of an area in which there are so many numbers
   */
  @Transactional
  public void foretell(Run run, LongFunction<Forecast> forecast) {
    var foretelling = new Foretelling(run.id(), forecast);
    var reading = new JdbcTemplate(dataSource);
    reading.setFetchSize(FETCH_SIZE);
    reading.query(
        GroupTable.of(run)
            .in(GROUPS_OF_SHORT_AREAS.formatted(WANTS_STOCK, StagedGroups.withoutRepeats(run))),
        foretelling::group,
        run.account(),
        run.id());
    foretelling.send();
    jdbc.sql(SUM_UP).param("run", run.id()).update();
    StockFigures figures = figures(run.id());
    events.append(
        run.id(),
        null,
        "STOCK_CHECKED",
        "%d areas, %d not told, %d numbers foretold to be missing"
            .formatted(figures.areas(), figures.areasNotTold(), figures.foretoldShortfall()));
  }

  /** Lets the groups of a run that only plans go, once nobody asks for them any more. */
  public void dropPlanned(Run run) {
    GroupTable groups = GroupTable.of(run);
    if (groups.isPassing()) {
      jdbc.sql(groups.drop()).update();
    }
  }

  /** What was told, summed over the run. */
  public StockFigures figures(int runId) {
    return jdbc.sql(
            """
            select count(*) as areas, count(*) filter (where available is null) as areas_not_told,
              coalesce(sum(foretold), 0) as foretold_shortfall
            from stock_area where run_id = ?
            """)
        .param(runId)
        .query(StockFigures.class)
        .single();
  }

  /** All areas of a run, those with most numbers first. */
  public List<Area> all(int runId) {
    return jdbc.sql(AREAS).param(runId).query(StockChecks::area).list();
  }

  /** The areas in which most is foretold to be missing. */
  public List<Area> shortest(int runId, int limit) {
    return jdbc.sql(SHORT_AREAS.formatted("foretold > 0"))
        .params(runId, limit)
        .query(StockChecks::area)
        .list();
  }

  /** The areas of which the provider did not tell. */
  public List<Area> notTold(int runId, int limit) {
    return jdbc.sql(SHORT_AREAS.formatted("available is null"))
        .params(runId, limit)
        .query(StockChecks::area)
        .list();
  }

  private static Area area(ResultSet rs, int rowNumber) throws SQLException {
    String features = rs.getString("features");
    return new Area(
        rs.getInt("area_no"),
        rs.getString("account"),
        new StockArea(
            rs.getString("country_iso"),
            rs.getString("phone_number_type"),
            rs.getString("national_destination_code"),
            rs.getString("administrative_area"),
            features == null ? List.of() : Arrays.asList(features.split("\\|")),
            rs.getString("did_group_id"),
            rs.getString("nanpa_prefix_id")),
        rs.getLong("groups"),
        rs.getLong("numbers_requested"),
        rs.getObject("available", Long.class),
        Runs.instant(rs, "asked_at"),
        rs.getLong("foretold"));
  }

  /**
   * An area of a run.
   *
   * @param areaNo its number in the run, from 1
   * @param groups how many groups want numbers of it
   * @param requested how many numbers they want
   * @param available how many there were; null when the provider did not tell, or was not asked yet
   * @param foretold how many numbers will be missing by that
   */
  public record Area(
      int areaNo,
      String account,
      StockArea area,
      long groups,
      long requested,
      @Nullable Long available,
      @Nullable Instant askedAt,
      long foretold) {}

  /** Hands the stock of one area out to its groups. */
  @FunctionalInterface
  public interface Forecast {

    /**
     * The next group.
     *
     * @param strategy as the group says, null when it does not
     * @return how many of its numbers will be missing
     */
    int missing(int count, @Nullable String strategy);
  }

  private final class Foretelling {
    private final int runId;
    private final LongFunction<Forecast> forecasts;
    private CopyRows rows = copyRows();
    private int areaNo;
    private @Nullable Forecast forecast;

    Foretelling(int runId, LongFunction<Forecast> forecasts) {
      this.runId = runId;
      this.forecasts = forecasts;
    }

    void group(ResultSet rs) throws SQLException {
      if (forecast == null || areaNo != rs.getInt("area_no")) {
        areaNo = rs.getInt("area_no");
        forecast = forecasts.apply(rs.getLong("available"));
      }
      int missing = forecast.missing(rs.getInt("count_requested"), rs.getString("strategy"));
      if (missing > 0) {
        rows.beginRow().add(runId).add(rs.getLong("row_no")).add(areaNo).add(missing);
      }
      if (rows.bytes() > SEND_AT_ONCE) {
        send();
      }
    }

    void send() {
      rows.send(dataSource);
      rows = copyRows();
    }

    private static CopyRows copyRows() {
      return new CopyRows(COPY_FORETOLD, FORETOLD_COLUMNS);
    }
  }
}
