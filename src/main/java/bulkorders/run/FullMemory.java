package bulkorders.run;

import java.util.Optional;

/** Recognises that the program ran out of memory, which goes by many names. */
public final class FullMemory {

  private FullMemory() {}

  /** What to tell people when this failure comes of full memory; empty when it does not. */
  public static Optional<String> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            "the memory of the program (%d MiB) is full; nothing is lost: run the same command again with more, such as BULK_ORDERS_JAVA_OPTS=-Xmx4g"
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
      }
    }
    return Optional.empty();
  }
}
