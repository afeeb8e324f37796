package bulkorders;

import bulkorders.intake.InputStore;
import bulkorders.intake.IntakeProperties;
import bulkorders.job.AccountUnusableException;
import bulkorders.job.Accounts;
import bulkorders.job.Home;
import bulkorders.ledger.Actor;
import bulkorders.planning.PlanningProperties;
import bulkorders.provider.Echo;
import bulkorders.provider.telnyx.TelnyxAccount;
import bulkorders.provider.telnyx.TelnyxEcho;
import bulkorders.provider.telnyx.TelnyxProvider;
import bulkorders.submission.SubmissionProperties;
import bulkorders.tracking.TrackingProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands each feature its part of the configuration, and makes what has no feature of its own. */
@Configuration(proxyBeanMethods = false)
class BulkOrdersConfiguration {

  private static final String TELNYX = "telnyx";

  @Bean
  Home home(BulkOrdersProperties properties) {
    Path reports = properties.reports();
    return new Home(
        properties.home(), reports != null ? reports : properties.home().resolve("reports"));
  }

  @Bean
  Actor actor(BulkOrdersProperties properties) {
    return new Actor(properties.actor());
  }

  @Bean
  IntakeProperties intakeProperties(BulkOrdersProperties properties) {
    return properties.intake();
  }

  @Bean
  PlanningProperties planningProperties(BulkOrdersProperties properties) {
    return properties.planning();
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
  InputStore inputStore(BulkOrdersProperties properties) {
    return new InputStore(properties.home());
  }

  @Bean
  Echo echo() {
    return new TelnyxEcho();
  }

  @Bean
  Accounts accounts(BulkOrdersProperties properties, MeterRegistry meters, Clock clock) {
    return new Accounts(Map.of(TELNYX, () -> telnyx(properties, meters, clock)));
  }

  private static TelnyxProvider telnyx(
      BulkOrdersProperties properties, MeterRegistry meters, Clock clock) {
    BulkOrdersProperties.Telnyx telnyx = properties.telnyx();
    // A missing key is better told before anything is read than at the first order.
    requireKey(telnyx);
    return TelnyxProvider.of(
        new TelnyxAccount(
            TELNYX,
            URI.create(telnyx.baseUrl()),
            () -> requireKey(telnyx),
            telnyx.requestsPerSecond(),
            properties.submission().requestTimeout()),
        meters,
        clock);
  }

  private static String requireKey(BulkOrdersProperties.Telnyx telnyx) {
    String key = key(telnyx);
    if (!TelnyxAccount.isPossibleKey(key)) {
      throw new AccountUnusableException(
          "account telnyx has a key with characters that no key has, such as a line break or a"
              + " blank: set the right one in TELNYX_API_KEY or TELNYX_API_KEY_FILE");
    }
    return key;
  }

  private static String key(BulkOrdersProperties.Telnyx telnyx) {
    if (telnyx.apiKey() != null && !telnyx.apiKey().isBlank()) {
      return telnyx.apiKey().strip();
    }
    String file = telnyx.apiKeyFile();
    if (file == null || file.isBlank()) {
      throw new AccountUnusableException(
          "account telnyx has no key: set TELNYX_API_KEY or TELNYX_API_KEY_FILE, or rehearse with"
              + " --sandbox");
    }
    try {
      String key = Files.readString(Path.of(file)).strip();
      if (key.isEmpty()) {
        throw new AccountUnusableException(
            "account telnyx has no key: the file %s is empty".formatted(file));
      }
      return key;
    } catch (IOException e) {
      throw new AccountUnusableException(
          "account telnyx has no key: the file %s cannot be read".formatted(file));
    }
  }
}
