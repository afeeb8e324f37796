package bulkorders.provider.didww;

import org.springframework.http.HttpHeaders;

/**
 * How a request says whose it is. From API version 2026-11-19 on a bearer token takes the place of
 * the key.
 */
@FunctionalInterface
interface Authentication {

  /** The key itself, as all versions up to 2026-04-16 want it. */
  Authentication API_KEY = (headers, key) -> headers.set("Api-Key", key);

  /** Adds it to a request. */
  void add(HttpHeaders headers, String key);
}
