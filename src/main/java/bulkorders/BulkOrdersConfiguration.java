package bulkorders;

import bulkorders.database.SchemaCheck;
import bulkorders.intake.InputStore;
import bulkorders.intake.IntakeProperties;
import bulkorders.intake.RepeatProperties;
import bulkorders.job.AccountCheck;
import bulkorders.job.Accounts;
import bulkorders.job.ConfiguredAccount;
import bulkorders.job.Home;
import bulkorders.ledger.Actor;
import bulkorders.ledger.SharedTurns;
import bulkorders.planning.ItemOrders;
import bulkorders.planning.PlanningProperties;
import bulkorders.provider.Echo;
import bulkorders.provider.Turns;
import bulkorders.provider.didww.DidwwProvider;
import bulkorders.provider.didww.DidwwTerms;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.telnyx.TelnyxEcho;
import bulkorders.provider.telnyx.TelnyxProvider;
import bulkorders.report.ReportSettings;
import bulkorders.requirements.RequirementsProperties;
import bulkorders.stock.CatalogueProperties;
import bulkorders.submission.SubmissionProperties;
import bulkorders.tracking.TrackingProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands each feature its part of the configuration, and makes what has no feature of its own. */
@Configuration(proxyBeanMethods = false)
class BulkOrdersConfiguration {

  @Bean
  Home home(BulkOrdersProperties properties, ReportSettings settings) {
    Path home = properties.home();
    Path reports = properties.reports();
    return new Home(
        home,
        reports != null ? reports : home.resolve("reports"),
        home.resolve(settings.rehearsal() ? "metrics/sandbox" : "metrics"));
  }

  @Bean
  Actor actor(BulkOrdersProperties properties) {
    return new Actor(properties.actor());
  }

  @Bean
  IntakeProperties intakeProperties(BulkOrdersProperties properties) {
    return properties.intake();
  }

  /** Before anything is changed; Flyway itself does not mind migrations that it does not know. */
  @Bean
  FlywayMigrationStrategy flywayMigrationStrategy() {
    return flyway -> {
      SchemaCheck.requireNotNewer(flyway);
      flyway.migrate();
    };
  }

  @Bean
  PlanningProperties planningProperties(BulkOrdersProperties properties) {
    return properties.planning();
  }

  @Bean
  ItemOrders itemOrders(BulkOrdersProperties properties) {
    return new ItemOrders(properties.didww().groupsPerOrder());
  }

  @Bean
  RepeatProperties repeatProperties(BulkOrdersProperties properties) {
    return properties.repeat();
  }

  @Bean
  SubmissionProperties submissionProperties(BulkOrdersProperties properties) {
    return properties.submission();
  }

  @Bean
  TrackingProperties trackingProperties(BulkOrdersProperties properties) {
    return properties.tracking();
  }

  @Bean
  RequirementsProperties requirementsProperties(BulkOrdersProperties properties) {
    return properties.requirements();
  }

  @Bean
  CatalogueProperties catalogueProperties(BulkOrdersProperties properties) {
    return properties.catalogue();
  }

  @Bean
  InputStore inputStore(BulkOrdersProperties properties) {
    return new InputStore(properties.home());
  }

  @Bean
  Echo echo() {
    return new TelnyxEcho();
  }

  @Bean
  Accounts accounts(
      BulkOrdersProperties properties,
      AccountCheck check,
      SharedTurns turns,
      MeterRegistry meters,
      Clock clock) {
    List<ConfiguredAccount> accounts = new ArrayList<>();
    properties
        .allAccounts()
        .forEach(
            (name, account) ->
                accounts.add(configured(name, account, properties, turns, meters, clock)));
    return new Accounts(accounts, check);
  }

  private static String keyVariables(String account) {
    String variable =
        BulkOrdersProperties.TAKEN.contains(account)
            ? account.toUpperCase(Locale.ROOT) + "_API_KEY"
            : "BULK_ORDERS_ACCOUNTS_%s_APIKEY"
                .formatted(account.toUpperCase(Locale.ROOT).replace('-', '_'));
    return variable + " or " + variable + "_FILE";
  }

  private static ConfiguredAccount configured(
      String name,
      BulkOrdersProperties.Account account,
      BulkOrdersProperties properties,
      SharedTurns turns,
      MeterRegistry meters,
      Clock clock) {
    URI url = URI.create(account.url());
    double requestsPerSecond = account.requestsPerSecond();
    var key = new AccountKey(name, account.apiKey(), account.apiKeyFile(), keyVariables(name));
    return new ConfiguredAccount(
        name,
        account.provider(),
        url,
        key.isSet(),
        key.isInFile(),
        key::get,
        checkedKey -> {
          var opened =
              new ProviderAccount(
                  name,
                  url,
                  checkedKey,
                  requestsPerSecond,
                  properties.submission().requestTimeout());
          Turns ofAccount = turns.of(name, requestsPerSecond);
          return account.provider().equals(BulkOrdersProperties.DIDWW)
              ? DidwwProvider.of(
                  opened,
                  new DidwwTerms(account.currency(), properties.didww().overcommit()),
                  ofAccount,
                  properties.outage(),
                  meters,
                  clock)
              : TelnyxProvider.of(opened, ofAccount, properties.outage(), meters, clock);
        });
  }
}
