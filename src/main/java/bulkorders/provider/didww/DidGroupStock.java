package bulkorders.provider.didww;

import bulkorders.provider.Stock;
import bulkorders.provider.StockArea;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The stock of a group of numbers: {@code meta.total_count} of {@code GET /did_groups/{id}}. Of one
 * exchange of it DIDWW does not tell.
 */
final class DidGroupStock implements Stock {

  private final ProviderHttp http;
  private final Function<InputStream, JsonNode> documents;

  DidGroupStock(ProviderHttp http, Function<InputStream, JsonNode> documents) {
    this.http = http;
    this.documents = documents;
  }

  @Override
  public OptionalLong available(StockArea area) {
    if (area.didGroupId() == null || area.nanpaPrefixId() != null) {
      return OptionalLong.empty();
    }
    try {
      Optional<JsonNode> document =
          http.getIfPermitted(
              Operation.GET_STOCK, documents::apply, "/did_groups/{id}", area.didGroupId());
      JsonNode count =
          document.map(answer -> answer.path("data").path("meta").path("total_count")).orElse(null);
      return count != null && count.isIntegralNumber() && count.asLong() >= 0
          ? OptionalLong.of(count.asLong())
          : OptionalLong.empty();
    } catch (RefusedReadException e) {
      return OptionalLong.empty();
    }
  }
}
