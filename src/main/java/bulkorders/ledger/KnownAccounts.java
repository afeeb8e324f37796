package bulkorders.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the ledger knows of the accounts that were used. */
@Repository
public class KnownAccounts {

  private static final String REMEMBER =
      """
      insert into account (name, provider, base_url, key_salt, key_hmac)
      values (:name, :provider, :baseUrl, :keySalt, :keyHmac)
      on conflict (name) do update set provider = excluded.provider, base_url = excluded.base_url,
        key_salt = excluded.key_salt, key_hmac = excluded.key_hmac, changed_at = clock_timestamp()
      """;

  private static final String OPEN_ORDERS =
      """
      select account, count(*) as orders from provider_order
      where state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')
        and run_id in (select id from run where job = ?)
      group by account
      """;

  private static final String LAST_PLACED =
      """
      select * from provider_order where account = ? and provider_order_id is not null and accepted_at is not null
      order by accepted_at desc, id desc limit 1
      """;

  private final JdbcClient jdbc;
  private final Events events;

  KnownAccounts(JdbcClient jdbc, Events events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /** An account, empty when it was never used. */
  public Optional<KnownAccount> find(String name) {
    return jdbc.sql("select * from account where name = ?")
        .param(name)
        .query(
            (rs, n) ->
                new KnownAccount(
                    rs.getString("name"),
                    rs.getString("provider"),
                    rs.getString("base_url"),
                    rs.getBytes("key_salt"),
                    rs.getBytes("key_hmac"),
                    Runs.requireInstant(rs, "changed_at")))
        .optional();
  }

  /**
   * Remembers an account as it is from now on.
   *
   * @param event type of the event that says so
   * @param detail what changed, without the key
   */
  @Transactional
  public void remember(
      String name,
      String provider,
      String baseUrl,
      byte[] keySalt,
      byte[] keyHmac,
      String event,
      String detail) {
    jdbc.sql(REMEMBER)
        .param("name", name)
        .param("provider", provider)
        .param("baseUrl", baseUrl)
        .param("keySalt", keySalt)
        .param("keyHmac", keyHmac)
        .update();
    events.appendToAccount(name, event, detail);
  }

  /** The order that was placed last with an account and that the provider has an id for. */
  public Optional<ProviderOrder> lastPlaced(String account) {
    return jdbc.sql(LAST_PLACED).param(account).query(Orders::order).optional();
  }

  /** How many orders of an account may or may not be at the provider. */
  public int countUnclear(String account) {
    return jdbc.sql(
            "select count(*) from provider_order where account = ? and state in ('SUBMITTING',"
                + " 'UNCERTAIN')")
        .param(account)
        .query(Integer.class)
        .single();
  }

  /** How many orders are not final, by account. */
  public Map<String, Long> openOrders() {
    Map<String, Long> open = new TreeMap<>();
    jdbc.sql(OPEN_ORDERS)
        .param(Runs.ORDER_JOB)
        .query(
            rs -> {
              open.put(rs.getString("account"), rs.getLong("orders"));
            });
    return open;
  }
}
