package bulkorders.provider.telnyx;

import bulkorders.provider.Circuit;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.LocalTurns;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.ProviderCalls;
import bulkorders.provider.RateLimit;
import bulkorders.provider.RefusalBackOffPolicy;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.http.ProviderAccount;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Values that several tests use. */
final class Samples {

  static final String KEY = "KEY0199ab_secret-of-the-account";
  static final String REFERENCE = "ops.boabcdefghijklmnop.1";
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  /** Of a long outage, however time leaps. */
  private static final OutageLimits LIMITS = new OutageLimits(10, Duration.ofDays(3650));

  private Samples() {}

  static ProviderAccount account(URI baseUrl, Duration timeout) {
    return new ProviderAccount("telnyx", baseUrl, () -> KEY, 5_000, timeout);
  }

  /** A provider that writes down how long it would sleep instead of sleeping. */
  static TelnyxProvider provider(
      ProviderAccount account, MeterRegistry registry, List<Long> slept) {
    ProviderCalls calls = new ProviderCalls(registry, account.name());
    RateLimit rateLimit =
        new RateLimit(
            new LocalTurns(account.requestsPerSecond(), new FakeTime()),
            account.requestsPerSecond(),
            calls::waitedForRateLimit,
            new FakeTime(),
            nanos -> {});
    Circuit circuit = new Circuit(account.name(), LIMITS, CLOCK, new FakeTime()::currentTimeNanos);
    return TelnyxProvider.of(
        account, rateLimit, circuit, calls, new RefusalBackOffPolicy(slept::add, () -> 0), CLOCK);
  }

  /** A provider that really waits. */
  static TelnyxProvider patient(ProviderAccount account) {
    return TelnyxProvider.of(
        account,
        new LocalTurns(account.requestsPerSecond()),
        LIMITS,
        new SimpleMeterRegistry(),
        CLOCK);
  }

  static GroupCriteria local(String areaCode) {
    return new GroupCriteria(
        "US", "local", areaCode, null, null, List.of(), null, null, null, null, null, null);
  }

  static OrderRequest order(GroupCriteria... criteria) {
    return new OrderRequest(REFERENCE, OrderSettings.NONE, groups(criteria));
  }

  /** Groups of 10, 11, 12 … numbers. */
  static List<RequestedGroup> groups(GroupCriteria... criteria) {
    return IntStream.range(0, criteria.length)
        .mapToObj(i -> new RequestedGroup(i, criteria[i], 10 + i))
        .toList();
  }

  static String error(String code, String title) {
    return "{\"errors\":[{\"code\":\"%s\",\"title\":\"%s\"}]}".formatted(code, title);
  }

  /** Time that leaps ahead whenever somebody looks, so that nothing has to be waited for. */
  private static final class FakeTime implements TimeMeter {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long currentTimeNanos() {
      return nanos.addAndGet(Duration.ofMinutes(20).toNanos());
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
