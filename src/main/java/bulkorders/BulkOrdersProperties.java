package bulkorders;

import static bulkorders.settings.UnusableSettingException.unless;

import bulkorders.intake.IntakeProperties;
import bulkorders.planning.PlanningProperties;
import bulkorders.provider.RateLimit;
import bulkorders.provider.SingleSendHttp;
import bulkorders.submission.SubmissionProperties;
import bulkorders.tracking.TrackingProperties;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set under {@code bulk-orders}; an unknown name is an error.
 *
 * @param home folder for everything that is kept outside of the database
 * @param reports folder for reports, each in a folder of its run's number; below home by default
 * @param actor who is responsible for what this process does
 * @param telnyx the account {@code telnyx}
 * @param intake how inputs are read
 * @param planning how groups are packed into orders
 * @param submission how orders are placed
 * @param tracking how placed orders are followed
 */
@ConfigurationProperties(prefix = "bulk-orders", ignoreUnknownFields = false)
public record BulkOrdersProperties(
    Path home,
    @Nullable Path reports,
    String actor,
    @DefaultValue Telnyx telnyx,
    @DefaultValue IntakeProperties intake,
    @DefaultValue PlanningProperties planning,
    @DefaultValue SubmissionProperties submission,
    @DefaultValue TrackingProperties tracking) {

  /**
   * The account {@code telnyx}.
   *
   * @param baseUrl where the API is
   * @param requestsPerSecond how many requests may leave per second
   * @param apiKey the API v2 key; usually given as TELNYX_API_KEY
   * @param apiKeyFile a file that holds the key; usually given as TELNYX_API_KEY_FILE
   */
  public record Telnyx(
      @DefaultValue("https://api.telnyx.com/v2") String baseUrl,
      @DefaultValue("10") double requestsPerSecond,
      @Nullable String apiKey,
      @Nullable String apiKeyFile) {

    public Telnyx {
      unless(
          SingleSendHttp.isUsable(baseUrl),
          "bulk-orders.telnyx.base-url",
          withoutUser(baseUrl),
          SingleSendHttp.USABLE);
      unless(
          RateLimit.isPossible(requestsPerSecond),
          "bulk-orders.telnyx.requests-per-second",
          requestsPerSecond,
          RateLimit.POSSIBLE);
    }

    /** A name and a password in the URL are not for the eyes of whoever reads a message. */
    private static String withoutUser(String url) {
      return url.replaceFirst("//[^/]*@", "//...@");
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
      return "Telnyx[" + baseUrl + "]";
    }
  }
}
