package bulkorders.provider.telnyx;

import bulkorders.provider.NumberOrderFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The filters of {@code GET /number_orders}, as they stand in its address. */
final class NumberOrderQuery {

  private final Map<String, String> filters = new LinkedHashMap<>();

  NumberOrderQuery(NumberOrderFilter filter) {
    add("status", filter.status());
    add("created_at][gt", filter.createdAfter());
    add("created_at][lt", filter.createdBefore());
    add("phone_numbers_count", filter.count());
    add("customer_reference", filter.reference());
    add("requirements_met", filter.requirementsMet());
  }

  private void add(String name, @Nullable Object value) {
    if (value != null) {
      filters.put(name, value.toString());
    }
  }

  /** What stands behind the other parameters, with a place for each value. */
  String path() {
    List<String> names = List.copyOf(filters.keySet());
    return IntStream.range(0, names.size())
        .mapToObj(i -> "&filter[%s]={filter%d}".formatted(names.get(i), i))
        .collect(Collectors.joining());
  }

  /** The values of an address, in turn. */
  Object[] variables(Object... before) {
    List<Object> variables = new ArrayList<>(List.of(before));
    variables.addAll(filters.values());
    return variables.toArray();
  }
}
