package bulkorders.intake;

import bulkorders.ledger.Reject;
import bulkorders.ledger.StagedGroup;
import bulkorders.ledger.Staging;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stages checked rows in the ledger, in the transaction of their chunk. */
public final class StagingWriter implements ItemWriter<StagedRow> {

  private final int runId;
  private final Staging staging;

  public StagingWriter(int runId, Staging staging) {
    this.runId = runId;
    this.staging = staging;
  }

  @Override
  public void write(Chunk<? extends StagedRow> chunk) {
    List<StagedGroup> groups = new ArrayList<>(chunk.size());
    List<Reject> rejects = new ArrayList<>();
    for (StagedRow row : chunk) {
      if (row instanceof StagedRow.Group valid) {
        groups.add(valid.group());
      } else if (row instanceof StagedRow.Rejected faulty) {
        rejects.add(faulty.reject());
      }
    }
    staging.stage(runId, groups, rejects);
  }
}
