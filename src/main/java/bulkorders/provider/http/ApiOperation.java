package bulkorders.provider.http;

/** What a provider is asked for; a closed set for each provider. */
public interface ApiOperation {

  /** As the metrics call it. */
  String label();

  /** For people, such as {@code listing the orders}. */
  String words();
}
