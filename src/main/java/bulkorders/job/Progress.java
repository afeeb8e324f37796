package bulkorders.job;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What this process knows of its progress without asking the ledger. */
@Component
public class Progress {

  private final AtomicLong rows = new AtomicLong();

  void rowsStaged(long count) {
    rows.addAndGet(count);
  }

  void begin() {
    rows.set(0);
  }

  /** Rows of the current input that this process staged. */
  public long rows() {
    return rows.get();
  }
}
