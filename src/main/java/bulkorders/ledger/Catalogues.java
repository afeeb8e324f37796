package bulkorders.ledger;

import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.NanpaPrefix;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What providers sell by stock keeping unit, as their accounts were told last. */
@Repository
public class Catalogues {

  private static final int BATCH = 1_000;

  private static final String INSERT =
      """
      insert into catalogue_entry (account, sku_id, did_group_id, country_iso, area_name, prefix, did_group_type, features,
        channels, setup_price, monthly_price, needs_registration, is_available, stock)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (account, sku_id) do nothing
      """;

  private static final String FIND =
      """
      select * from catalogue_entry
      where account = :account and (:sku::text is null or sku_id = :sku)
        and (:country::text is null or country_iso = upper(:country))
        and (:area::text is null or strpos(lower(area_name), lower(:area)) > 0)
        and (:prefix::text is null or prefix = :prefix)
        and (:type::text is null or regexp_replace(lower(did_group_type), '[^a-z]', '', 'g')
          = regexp_replace(lower(:type), '[^a-z]', '', 'g'))
        and features @> :features::text[]
        and (:groups::text[] is null or did_group_id = any(:groups::text[]))
        and (:channels::int is null or channels = :channels)
      order by country_iso, area_name, did_group_type, prefix, channels, monthly_price, sku_id
      limit :limit
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  Catalogues(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /**
   * Which entries are wanted; what is null or empty does not matter.
   *
   * @param areaName part of the area's name, whatever its case
   * @param didGroupType whatever its case and signs
   * @param features that it has at least
   * @param channels exactly so many
   * @param didGroupIds one of these
   */
  public record Wanted(
      @Nullable String skuId,
      @Nullable String countryIso,
      @Nullable String areaName,
      @Nullable String prefix,
      @Nullable String didGroupType,
      List<String> features,
      @Nullable Integer channels,
      @Nullable List<String> didGroupIds) {

    public Wanted {
      features = List.copyOf(features);
      didGroupIds = didGroupIds == null ? null : List.copyOf(didGroupIds);
    }

    /** Exactly this unit. */
    public static Wanted unit(String skuId) {
      return new Wanted(skuId, null, null, null, null, List.of(), null, null);
    }
  }

  /**
   * Puts what was read in place of what was known, all or nothing.
   *
   * @param currency ISO 4217 code of the prices
   */
  @Transactional
  public void replace(String account, String currency, Collection<CatalogueEntry> entries) {
    jdbc.sql("delete from catalogue where account = ?").param(account).update();
    jdbc.sql("insert into catalogue (account, currency) values (?, ?)")
        .params(account, currency)
        .update();
    template.batchUpdate(
        INSERT,
        entries,
        BATCH,
        (statement, entry) -> {
          statement.setString(1, account);
          statement.setString(2, entry.skuId());
          statement.setString(3, entry.didGroupId());
          statement.setString(4, entry.countryIso());
          statement.setString(5, entry.areaName());
          statement.setString(6, entry.prefix());
          statement.setString(7, entry.didGroupType());
          statement.setObject(8, entry.features().toArray(String[]::new));
          statement.setInt(9, entry.channels());
          statement.setBigDecimal(10, entry.setupPrice());
          statement.setBigDecimal(11, entry.monthlyPrice());
          statement.setBoolean(12, entry.needsRegistration());
          statement.setBoolean(13, entry.isAvailable());
          statement.setObject(14, entry.stock(), Types.BIGINT);
        });
  }

  /** When the catalogue of an account was read; empty when it never was. */
  public Optional<Instant> readAt(String account) {
    return jdbc.sql("select read_at from catalogue where account = ?")
        .param(account)
        .query((rs, n) -> Runs.requireInstant(rs, "read_at"))
        .optional();
  }

  /** The currency of an account's prices; empty when its catalogue was never read. */
  public Optional<String> currency(String account) {
    return jdbc.sql("select currency from catalogue where account = ?")
        .param(account)
        .query(String.class)
        .optional();
  }

  /**
   * Entries of an account's catalogue, by country, area, type and price.
   *
   * @param limit at most so many
   */
  public List<CatalogueEntry> find(String account, Wanted wanted, int limit) {
    return jdbc.sql(FIND)
        .param("account", account)
        .param("sku", wanted.skuId(), Types.VARCHAR)
        .param("country", wanted.countryIso(), Types.VARCHAR)
        .param("area", wanted.areaName(), Types.VARCHAR)
        .param("prefix", wanted.prefix(), Types.VARCHAR)
        .param("type", wanted.didGroupType(), Types.VARCHAR)
        .param("features", wanted.features().toArray(String[]::new))
        .param("channels", wanted.channels(), Types.INTEGER)
        .param(
            "groups",
            wanted.didGroupIds() == null ? null : wanted.didGroupIds().toArray(String[]::new),
            Types.ARRAY)
        .param("limit", limit)
        .query(Catalogues::entry)
        .list();
  }

  /**
   * Keeps what an exchange was looked up as, until the catalogue is read anew.
   *
   * @param npanxx area code and exchange
   * @param prefixes empty when nobody has numbers of it
   */
  @Transactional
  public void keep(String account, String npanxx, List<NanpaPrefix> prefixes) {
    jdbc.sql("delete from catalogue_prefix where account = ? and npanxx = ?")
        .params(account, npanxx)
        .update();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (NanpaPrefix prefix : prefixes) {
      rows.add(new Object[] {account, npanxx, prefix.id(), prefix.didGroupId()});
    }
    if (rows.isEmpty()) {
      rows.add(new @Nullable Object[] {account, npanxx, null, null});
    }
    template.batchUpdate("insert into catalogue_prefix values (?, ?, ?, ?)", rows);
  }

  /** What an exchange was looked up as; null when it was not, since the catalogue was read. */
  public @Nullable List<NanpaPrefix> prefixes(String account, String npanxx) {
    List<Optional<NanpaPrefix>> rows =
        jdbc.sql(
                """
                select nanpa_prefix_id, did_group_id from catalogue_prefix where account = ? and npanxx = ?
                order by nanpa_prefix_id, did_group_id
                """)
            .params(account, npanxx)
            .query((rs, n) -> prefix(rs))
            .list();
    return rows.isEmpty() ? null : rows.stream().flatMap(Optional::stream).toList();
  }

  private static Optional<NanpaPrefix> prefix(ResultSet rs) throws SQLException {
    String id = rs.getString("nanpa_prefix_id");
    return id == null
        ? Optional.empty()
        : Optional.of(new NanpaPrefix(id, rs.getString("did_group_id")));
  }

  private static CatalogueEntry entry(ResultSet rs, int row) throws SQLException {
    return new CatalogueEntry(
        rs.getString("sku_id"),
        rs.getString("did_group_id"),
        rs.getString("country_iso"),
        rs.getString("area_name"),
        rs.getString("prefix"),
        rs.getString("did_group_type"),
        List.of((String[]) rs.getArray("features").getArray()),
        rs.getInt("channels"),
        rs.getBigDecimal("setup_price"),
        rs.getBigDecimal("monthly_price"),
        rs.getBoolean("needs_registration"),
        rs.getBoolean("is_available"),
        rs.getObject("stock", Long.class));
  }
}
