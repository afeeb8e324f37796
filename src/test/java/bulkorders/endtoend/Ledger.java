package bulkorders.endtoend;

import bulkorders.database.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The ledger as an auditor reads it: with SQL, past the program. */
public final class Ledger {

  private final DriverManagerDataSource dataSource;
  private final JdbcClient jdbc;

  /** Opens it; its tables need not be there. */
  public Ledger(Database database) {
    this.dataSource =
        new DriverManagerDataSource(database.url(), database.username(), database.password());
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Makes the tables before any command does, for tests that watch them from the beginning. */
  public void create() {
    createAsOf("latest");
  }

  /** Makes the tables as an older version did. */
  void createAsOf(String version) {
    Flyway.configure().dataSource(dataSource).target(version).load().migrate();
  }

  /** The one number that a query answers. */
  public long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  /** Changes something past the program. */
  public void execute(String sql) {
    jdbc.sql(sql).update();
  }

  /** The texts that a query answers. */
  public List<String> texts(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }

  /** The pairs of texts that a query answers, the first of which are different. */
  public Map<String, String> pairs(String sql) {
    Map<String, String> pairs = new HashMap<>();
    jdbc.sql(sql)
        .query(
            row -> {
              pairs.put(row.getString(1), row.getString(2));
            });
    return pairs;
  }

  boolean exists(String condition) {
    return count("select count(*) where to_regclass('provider_order') is not null") > 0
        && count("select count(*) where exists (" + condition + ")") > 0;
  }

  /** References of the orders that the provider took, by the ledger. */
  List<String> takenReferences() {
    return jdbc.sql("select reference from provider_order where provider_order_id is not null")
        .query(String.class)
        .list();
  }

  /** Phone numbers obtained, by the ledger. */
  public long phoneNumbers() {
    return count("select count(distinct phone_number) from phone_number");
  }

  /** How often a text of an event's type was written. */
  long events(String type) {
    return jdbc.sql("select count(*) from event where type = ?")
        .param(type)
        .query(Long.class)
        .single();
  }

  /** All there is to know of orders and what happened to them, to see whether anything changed. */
  String everything() {
    return jdbc.sql(
            """
            select (select string_agg(o::text, e'\\n' order by o.id) from provider_order o)
              || (select count(*) from event) || ' ' || (select count(*) from surplus_order)
              || (select string_agg(g::text, e'\\n' order by g.order_id, g.position) from order_group g)
            """)
        .query(String.class)
        .single();
  }

  /** The provider's id of an order. */
  String providerOrderId(int run, int order) {
    return ofOrder(run, order, "provider_order_id");
  }

  /** The reference of an order. */
  String reference(int run, int order) {
    return ofOrder(run, order, "reference");
  }

  private String ofOrder(int run, int order, String column) {
    return jdbc.sql(
            "select %s from provider_order where run_id = ? and order_no = ? and replacement = 0"
                .formatted(column))
        .params(run, order)
        .query(String.class)
        .single();
  }

  /** The tables in which a text occurs, in whatever column. */
  public List<String> tablesWith(String text) {
    List<String> found = new ArrayList<>();
    for (String table :
        jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
            .query(String.class)
            .list()) {
      long rows =
          jdbc.sql("select count(*) from %s t where position(? in t::text) > 0".formatted(table))
              .param(text)
              .query(Long.class)
              .single();
      if (rows > 0) {
        found.add(table);
      }
    }
    return found;
  }
}
